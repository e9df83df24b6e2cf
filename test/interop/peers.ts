import type { Requirement } from '../support/tools.ts';
import { NC, NCAT, SOCAT } from '../support/tools.ts';

/** Another program that speaks TCP: how it is told to be a client, and to be a server for one connection. */
export interface OtherProgram {
  readonly name: string;
  readonly needs: Requirement;
  /** A client that sends its input, half-closes at its end, and reads on to the peer's. */
  readonly client: (port: number) => readonly string[];
  /** A server that joins its one connection to its input and output. */
  readonly server: (port: number) => readonly string[];
  /** Whether, as a server, it goes on sending when its client has half-closed. */
  readonly answersHalfClosed: boolean;
}

export const OTHERS: readonly OtherProgram[] = [
  {
    name: 'nc',
    needs: NC,
    // -N: shutdown(2) at the end of input.
    client: (port) => ['nc', '-N', '127.0.0.1', String(port)],
    server: (port) => ['nc', '-N', '-l', '127.0.0.1', String(port)],
    answersHalfClosed: false,
  },
  {
    name: 'ncat',
    needs: NCAT,
    client: (port) => ['ncat', '127.0.0.1', String(port)],
    server: (port) => ['ncat', '-l', '127.0.0.1', String(port)],
    answersHalfClosed: false,
  },
  {
    name: 'socat',
    needs: SOCAT,
    // -t: seconds to wait for the second half once the first has ended.
    client: (port) => ['socat', '-t', '10', 'STDIO', `TCP4:127.0.0.1:${port}`],
    server: (port) => [
      'socat',
      '-t',
      '10',
      'STDIO',
      `TCP4-LISTEN:${port},bind=127.0.0.1,reuseaddr`,
    ],
    answersHalfClosed: true,
  },
];
