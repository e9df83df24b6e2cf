/** How a socket's life came to its end, as its calls told. */
export interface EndOfLife {
  readonly how: 'closed' | 'left-open' | 'killed' | 'open';
  /** The process that closed it, or was the last to have it. */
  readonly by?: number;
  /** What ended the process, where it was `killed`. */
  readonly signal?: string;
  /** The errno of a connect or bind that failed. */
  readonly failed?: string;
  /** A listener's: the connections it gave. */
  readonly accepted: number;
}

/** What is said around a program that is watched. */
export interface WatchText {
  /** Before the first call of a process that is not the first. */
  readonly process: (facts: { id: number; parent?: number; program?: string }) => string;
  /** A process has set up io_uring(7). */
  readonly blind: (process: number) => string;
  readonly attached: (facts: { process: number; threads: number }) => string;
  /** The heads of the table of sockets at the end. */
  readonly heads: Readonly<
    Record<'socket' | 'kind' | 'local' | 'remote' | 'process' | 'sent' | 'received' | 'end', string>
  >;
  /** Above it. `left`: ended with their process, and not by it. `open`: they are still. */
  readonly lives: (facts: { sockets: number; left: number; open: number }) => string;
  readonly end: (facts: EndOfLife) => string;
  /** Beneath it: sockets that were made and closed without an address or a peer; sockets that have no line. */
  readonly unused: (sockets: number) => string;
  readonly more: (sockets: number) => string;
}
