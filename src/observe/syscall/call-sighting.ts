import type { Microseconds } from '../../event/clock.ts';
import type { CallSighting } from '../sighting.ts';
import { errnoOf } from './call-details.ts';
import type { SocketCall, SocketGone, SocketState, SyscallFact } from './syscall-fact.ts';
import { writtenArguments } from './written-arguments.ts';

/** A call that waits longer in the kernel is told with the time of its return, µs. */
const LONG = 50_000;

/** A call as it is told at one of its sockets. */
export function callAt(call: SocketCall, socket: SocketState): CallSighting {
  const { outcome, returned, octets, data, descriptor, thread, process } = call;
  const error = errnoOf(call);
  const elapsed = returned === undefined ? undefined : Math.max(0, returned - call.time);
  return {
    seen: 'call',
    time: timeOf(call, elapsed),
    id: socket.id,
    what: {
      ...{ source: 'syscall', type: 'syscall', call: call.call, process },
      ...(thread !== process && { thread }),
      ...(descriptor !== undefined && { descriptor }),
      arguments: writtenArguments(call),
      ...(typeof outcome === 'object' && 'value' in outcome && { result: outcome.value }),
      ...(error !== undefined && { error }),
      ...(elapsed !== undefined && { elapsed }),
      ...(octets !== undefined && { bytes: octets, data: data ?? new Uint8Array() }),
      ...addresses(socket),
    },
  };
}

/**
 * The end of a socket whose last descriptor execve(2) closed, because it was marked so (FD_CLOEXEC), or dup2(2) gave to another file. `last`:
 * what was told before. Of a dup2(2) that had nothing else to do with sockets nothing was.
 */
export function endedBy(gone: SocketGone, last: SyscallFact | undefined): CallSighting {
  const { socket, process, time, by, descriptor = 0 } = gone;
  const isSame = last?.process === process && last.time === time;
  if (isSame && last.type === 'call') return callAt(last, socket);
  const path = last?.type === 'exec' ? `"${last.path}"` : '…';
  const written =
    by === 'exec'
      ? { call: 'execve', arguments: path, result: 0 }
      : { call: 'dup2', arguments: `…, ${descriptor}`, result: descriptor };
  return {
    ...{ seen: 'call', time, id: socket.id },
    what: { source: 'syscall', type: 'syscall', process, ...written, ...addresses(socket) },
  };
}

/** The end of a socket that nobody closed. */
export function leftOpen(
  { socket, process, time }: SocketGone,
  killed: string | undefined,
): CallSighting {
  return {
    ...{ seen: 'call', time, id: socket.id },
    what: {
      ...{ source: 'syscall', type: 'left-open', process, ...addresses(socket) },
      ...(killed !== undefined && { killed }),
    },
  };
}

/** What waits for somebody else has happened when it returns: before, nobody was there, and nothing had come. */
function timeOf(call: SocketCall, elapsed: Microseconds | undefined): Microseconds {
  if (elapsed === undefined) return call.time;
  const isAnswer = call.call.startsWith('accept') || call.direction === 'received';
  return isAnswer || elapsed > LONG ? call.time + elapsed : call.time;
}

function addresses({ local, remote }: SocketState): Pick<SocketState, 'local' | 'remote'> {
  return { ...(local && { local }), ...(remote && { remote }) };
}
