/** The command line as plain data: all that a completion script is made from. */
export interface CompletionTree {
  readonly name: string;
  readonly options: readonly CompletedOption[];
  readonly commands: readonly CompletedCommand[];
}

/** A command with what may follow it. */
export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** In the order they are typed. */
  readonly arguments: readonly Place[];
}

/** An option; `value` is `undefined` for a switch. */
export interface CompletedOption {
  /** As typed, dashes included: `['-h', '--help']`. */
  readonly flags: readonly string[];
  readonly description: string;
  readonly value: Place | undefined;
}

/** A place on the command line where a person types something of their own. */
export interface Place {
  readonly description: string;
  readonly optional: boolean;
  readonly expected: Expected;
}

/** What fits in a place. */
export type Expected =
  | { readonly kind: 'words'; readonly words: readonly CompletedWord[] }
  | { readonly kind: 'file' }
  | { readonly kind: 'anything' };

/** One word that fits, in a line of its own where it says what it is. */
export interface CompletedWord {
  readonly text: string;
  readonly description?: string;
}
