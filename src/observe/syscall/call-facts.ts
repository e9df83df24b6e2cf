import { detailsOf, outcomeOf } from './call-details.ts';
import { carryOut, type Step } from './call-effects.ts';
import { type CallName, traitsOf } from './calls.ts';
import { parseDescriptor } from './descriptor.ts';
import type { Holdings } from './holdings.ts';
import { rangeOf } from './process-calls.ts';
import type { SocketCall } from './syscall-fact.ts';
import { type Transfer, transfersOf } from './transfer.ts';

/** Carries a call out, and says what it was: one fact, or one for each datagram; none where no socket has to do with it. */
export function factsOf(
  name: CallName,
  step: Step,
  holdings: Holdings,
  limit: number,
): SocketCall[] {
  const concluded = conclusion(step);
  const made = carryOut(name, step, holdings);
  if (!isTold(name, step)) return [];
  const { section, octets: direction } = traitsOf(name);
  const { call, socket, descriptor } = step;
  const its = socket?.state ?? (name === 'socket' ? made[0]?.socket.state : undefined);
  const fact: SocketCall = {
    type: 'call',
    time: step.time,
    process: step.owner.id,
    thread: step.thread,
    call: name,
    section,
    returned: returnedAt(step),
    outcome: outcomeOf(call.result),
    descriptor: name === 'socket' ? made[0]?.descriptor : descriptor?.number,
    socket: its,
    ...(name === 'socket' || made.length === 0
      ? {}
      : { made: made.map((one) => ({ descriptor: one.descriptor, socket: one.socket.state })) }),
    ...detailsOf(name, call.args, call.result),
    ...(direction ? { direction } : {}),
    ...concluded,
  };
  if (name === 'splice') return splices(fact, step, holdings);
  if (name === 'close_range') return eachInRange(fact, step);
  return withTransfers(fact, transfers(step, limit));
}

/** strace takes the time of a call's entry before it looks at the descriptor, and counts the duration from behind that. */
function returnedAt({ call: { time, duration, returned } }: Step): number | undefined {
  if (duration === undefined) return returned;
  return Math.max(time + duration, returned ?? 0);
}

/** Calls for any file are told of at sockets alone, and of fcntl and ioctl only what says something of a socket. */
function isTold(name: CallName, { call, socket }: Step): boolean {
  if (!traitsOf(name).files || name === 'splice' || name === 'close_range') return true;
  if (!socket) return false;
  const request = call.args[1] ?? '';
  if (name === 'fcntl') return /^F_(?:SETFL|DUPFD)/.test(request);
  return name !== 'ioctl' || !/^FION?CLEX$/.test(request);
}

/**
 * getsockopt(SO_ERROR) tells how connect(2) ended, which had given EINPROGRESS (connect(2)), and to whom it went; `undefined` when
 * this call is not that answer.
 */
function conclusion({ call, socket }: Step): Pick<SocketCall, 'concludes' | 'address'> | undefined {
  const isAnswer = call.name === 'getsockopt' && call.args[2] === 'SO_ERROR';
  if (!socket?.isConnecting || !isAnswer || call.result.kind !== 'value') return undefined;
  const address = socket.state.remote;
  socket.isConnecting = false;
  if (call.args[3] !== '[0]') socket.learn({ remote: undefined });
  return { concludes: 'connect', address };
}

function transfers({ call: { name, args, result } }: Step, limit: number): readonly Transfer[] {
  return transfersOf(
    { name, args, value: result.kind === 'value' ? result.value : undefined },
    limit,
  );
}

function withTransfers(fact: SocketCall, moved: readonly Transfer[]): SocketCall[] {
  if (moved.length < 2) return [{ ...fact, ...moved[0] }];
  const of = moved.length;
  return moved.map((transfer, at) => ({ ...fact, ...transfer, message: { number: at + 1, of } }));
}

/** close_range(2), before it is carried out: a fact for each socket's descriptor in its range. */
function eachInRange(fact: SocketCall, step: Step): SocketCall[] {
  const range = rangeOf(step.call);
  return step.owner.table
    .entries()
    .filter(([descriptor]) => range.has(descriptor))
    .map(([descriptor, { socket }]) => ({ ...fact, descriptor, socket: socket.state }));
}

/** splice(2) moves octets from its first descriptor to its third: either may be a socket. */
function splices(fact: SocketCall, step: Step, holdings: Holdings): SocketCall[] {
  const { args, result } = step.call;
  const octets = result.kind === 'value' ? { octets: result.value } : {};
  const target = parseDescriptor(args[2] ?? '');
  const into = target ? holdings.resolve(target, step) : undefined;
  const from: SocketCall[] = fact.socket ? [{ ...fact, ...octets, direction: 'received' }] : [];
  if (!into) return from;
  return [
    ...from,
    {
      ...fact,
      ...octets,
      direction: 'sent',
      descriptor: target?.number,
      socket: into.state,
    },
  ];
}
