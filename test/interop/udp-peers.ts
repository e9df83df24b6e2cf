import { type RunningProcess, startProgram } from '../support/sockets-process.ts';
import { NC, NCAT, type Requirement, SOCAT } from '../support/tools.ts';

/** Another program that speaks UDP: how it is told to send its input, and to take what comes on a port. */
export interface OtherUdpProgram {
  readonly name: string;
  readonly needs: Requirement;
  readonly command: (port: number) => readonly string[];
}

/** What it says on stderr once it has bound its port; nobody could tell from outside. */
const READY = /Bound on|Listening on 127|listening on UDP|receiving on AF|starting data transfer/;

/** Each sends its input, in the pieces in which it comes, and writes the answers to its output. */
export const SENDERS: readonly OtherUdpProgram[] = [
  { name: 'nc -u', needs: NC, command: (port) => ['nc', '-u', '127.0.0.1', `${port}`] },
  // At the end of its input it goes at once, and hears no answer: whoever wants one keeps the input open.
  { name: 'ncat -u', needs: NCAT, command: (port) => ['ncat', '-u', '127.0.0.1', `${port}`] },
  {
    name: 'socat UDP4, which connects',
    needs: SOCAT,
    command: (port) => ['socat', 'STDIO', `UDP4:127.0.0.1:${port}`],
  },
  {
    name: 'socat UDP4-SENDTO, which does not',
    needs: SOCAT,
    command: (port) => ['socat', 'STDIO', `UDP4-SENDTO:127.0.0.1:${port}`],
  },
];

/** Each writes what comes to its output, and answers its first sender with its input. */
export const RECEIVERS: readonly OtherUdpProgram[] = [
  {
    name: 'nc -u -l',
    needs: NC,
    command: (port) => ['nc', '-v', '-u', '-l', '127.0.0.1', `${port}`],
  },
  {
    name: 'ncat -u -l',
    needs: NCAT,
    command: (port) => ['ncat', '-v', '-u', '-l', '127.0.0.1', `${port}`],
  },
  {
    name: 'socat UDP4-LISTEN',
    needs: SOCAT,
    command: (port) => ['socat', '-d', '-d', 'STDIO', `UDP4-LISTEN:${port},bind=127.0.0.1`],
  },
  {
    name: 'socat UDP4-RECVFROM',
    needs: SOCAT,
    // It takes one datagram; -t: seconds it then still waits for its input to answer it.
    command: (port) => [
      ...['socat', '-d', '-d', '-t', '10'],
      ...['STDIO', `UDP4-RECVFROM:${port},bind=127.0.0.1`],
    ],
  },
];

/** socat takes all that comes to an address of its own notation, `UDP4-RECV:9000,broadcast`, and answers nobody. */
export function socatTaking(address: string): readonly string[] {
  // -b: its buffer, or a long datagram would be cut.
  return ['socat', '-d', '-d', '-u', '-b', '70000', address, 'STDOUT'];
}

/** socat sends its input, or what another address of its own notation gives, a datagram for each piece it reads. */
export function socatSending(address: string, from = 'STDIN'): readonly string[] {
  return ['socat', '-u', '-b', '70000', from, address];
}

/** Starts a program. */
export function start([command = '', ...args]: readonly string[]): RunningProcess {
  return startProgram(command, args);
}

/** Starts a program that takes datagrams; resolves when it has bound its port. */
export async function startBound(command: readonly string[]): Promise<RunningProcess> {
  const running = start(command);
  await running.untilError(READY);
  return running;
}
