/** Which way octets go, as their socket has it. */
type Way = 'sent' | 'received';
type Words<Name extends string> = Readonly<Record<Name, string>>;

/** What is said of two runs that are compared. Labels, steps and octets are ready to be shown. */
export interface DiffText {
  /** What each of the two recordings is to the other. */
  readonly heads: Words<'reference' | 'other'>;
  /** Behind a recording's name. */
  readonly recording: (facts: { events: number; lanes: readonly string[] }) => string;
  /** What a socket is in its conversation, by the letter of its label. */
  readonly roles: Words<'L' | 'S' | 'C' | 'U' | 'T'>;
  /** What stands above the steps of a track; nothing above a socket's own calls. */
  readonly tracks: Words<
    | 'sent'
    | 'received'
    | 'replies'
    | 'tls-us'
    | 'tls-peer'
    | 'ws-us'
    | 'ws-peer'
    | 'kernel'
    | 'wire-us'
    | 'wire-peer'
  >;
  /** In place of steps that are the same; behind a socket of which all are. */
  readonly same: (steps: number) => string;
  readonly allSame: (steps: number) => string;
  /** In place of rows that there is no room for. */
  readonly more: (rows: number) => string;
  /** Octets of a stream, and in how many calls they went. */
  readonly octets: (facts: { bytes: string; calls: number; way: Way }) => string;
  /** The last line. `first` is the sentence of the first difference. */
  readonly noDifference: string;
  readonly sameBut: string;
  readonly differences: (count: number) => string;
  readonly moreDifferences: (count: number) => string;
  readonly missingSocket: (facts: { socket: string; role: string }) => string;
  readonly extraSocket: (facts: { socket: string; role: string }) => string;
  readonly missing: (facts: { socket: string; step: string; count: number }) => string;
  readonly extra: (facts: { socket: string; step: string; count: number }) => string;
  readonly reordered: (facts: { socket: string; step: string; count: number }) => string;
  readonly changed: (facts: {
    socket: string;
    step: string;
    reference: string;
    other: string;
  }) => string;
  readonly instead: (facts: { socket: string; reference: string; other: string }) => string;
  /** `before`: in the reference the step comes before the other one, in the other run behind it. */
  readonly moved: (facts: {
    socket: string;
    step: string;
    than: string;
    before: boolean;
  }) => string;
  /** `number` of the first octet that is another one, counted from 1. */
  readonly otherOctets: (facts: {
    socket: string;
    way: Way;
    number: string;
    reference: string;
    other: string;
  }) => string;
  /** One carries more than the other; what `both` carry, if they both carry something, is the same. */
  readonly length: (facts: {
    socket: string;
    way: Way;
    reference: string;
    other: string;
    both: boolean;
  }) => string;
  /** Who speaks first in the reference; in the other run it is the other side. */
  readonly first: (facts: { socket: string; reference: Way }) => string;
  readonly lessons: Words<
    | 'reset-for-end'
    | 'no-shutdown'
    | 'half-open'
    | 'left-open'
    | 'not-closed'
    | 'not-read-to-end'
    | 'datagram-lost'
    | 'datagram-overtaken'
    | 'half-closed'
  >;
  readonly borders: (facts: {
    socket: string;
    way: Way;
    reference: number;
    other: number;
  }) => string;
  readonly unknown: (facts: { socket: string; octets: string }) => string;
  readonly noOctets: (name: string) => string;
  readonly polled: string;
  readonly approximate: string;
}
