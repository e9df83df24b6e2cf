/** What sort of word a term is, which is also how the list of all terms is divided. */
export type TermKind = 'step' | 'state' | 'errno' | 'option' | 'service' | 'word';

/** A word that is explained. */
export interface Term<Kind extends TermKind> {
  readonly kind: Kind;
  /** Where to read more: an RFC with its section, a man page, a part of Node's documentation. */
  readonly source: string;
}
