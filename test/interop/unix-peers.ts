import { readFileSync } from 'node:fs';
import { NC, NCAT, type Requirement, SOCAT } from '../support/tools.ts';

/** Another program that speaks over Unix domain sockets: how it is told to be a client, and a server for one connection. */
export interface OtherUnixProgram {
  readonly name: string;
  readonly needs: Requirement;
  /** A client that sends its input, half-closes at its end, and reads on to the peer's. */
  readonly client: (path: string) => readonly string[];
  /** A server that joins its one connection to its input and output. */
  readonly server: (path: string) => readonly string[];
  /** Whether, as a server, it goes on sending when its client has half-closed. */
  readonly answersHalfClosed: boolean;
}

export const OTHERS: readonly OtherUnixProgram[] = [
  {
    name: 'nc -U',
    needs: NC,
    // -N: shutdown(2) at the end of input.
    client: (path) => ['nc', '-N', '-U', path],
    server: (path) => ['nc', '-N', '-l', '-U', path],
    answersHalfClosed: false,
  },
  {
    name: 'ncat -U',
    needs: NCAT,
    client: (path) => ['ncat', '-U', path],
    server: (path) => ['ncat', '-l', '-U', path],
    answersHalfClosed: false,
  },
  {
    name: 'socat UNIX',
    needs: SOCAT,
    // -t: seconds to wait for the second half once the first has ended.
    client: (path) => ['socat', '-t', '10', 'STDIO', `UNIX-CONNECT:${path}`],
    server: (path) => ['socat', '-t', '10', 'STDIO', `UNIX-LISTEN:${path}`],
    answersHalfClosed: true,
  },
];

/** socat for abstract names, `@name`. `padded`: of those whose address is as long as there is room, filled up with NULs (unix(7)). */
export function abstractSocat(padded: boolean): Pick<OtherUnixProgram, 'client' | 'server'> {
  const address = (verb: string, name: string) =>
    `ABSTRACT-${verb}:${name.slice(1)},unix-tightsocklen=${padded ? 0 : 1}`;
  return {
    client: (name) => ['socat', '-t', '10', 'STDIO', address('CONNECT', name)],
    server: (name) => ['socat', '-t', '10', 'STDIO', address('LISTEN', name)],
  };
}

/** Whether the socket that listens at an abstract name has it filled up with NULs, as older versions of Node do: /proc/net/unix shows them as `@`. */
export function isPadded(name: string): boolean {
  const found = readFileSync('/proc/net/unix', 'utf8')
    .split('\n')
    .find((row) => row.includes(` ${name}`));
  if (found === undefined) throw new Error(`nobody has ${name}`);
  return found.endsWith(`${name}@`) || found.includes(`${name}@@`);
}
