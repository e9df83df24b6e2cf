import type { EventOf, EventType, SocketEvent, SocketLabel } from '../event/event.ts';
import { TCP_FLAGS } from '../event/wire-event.ts';

type Rules = {
  readonly [Type in EventType]?: (event: EventOf<Type>) => readonly (string | false)[];
};

/**
 * What docs/trace-format.md says of single fields beyond what a reader has to refuse. An event that says otherwise can be read, and was
 * written by no program that knows the format.
 */
const RULES: Rules = {
  close: ({ sent, unsent }) => [unsent > sent && 'unsent: more than "sent" says'],
  reply: ({ copy }) => [copy === 0 && 'copy: counted from 1'],
  fate: ({ number }) => [number === 0 && 'number: counted from 1'],
  'ws-frame': ({ header, fin, rsv, opcode }) => [
    header[0] !== ((fin ? 0x80 : 0) | (rsv << 4) | opcode) &&
      'header: not what "fin", "rsv" and "opcode" say',
  ],
  segment: ({ flags, ack, relativeAck }) => [
    isUnordered(flags) && 'flags: not in their order',
    relativeAck !== undefined && ack === undefined && 'relativeAck: no "ack"',
  ],
  dropped: ({ what, flags, relativeSeq }) => [
    flags !== undefined && what !== 'segment' && 'flags: of no segment',
    relativeSeq !== undefined && what !== 'segment' && 'relativeSeq: of no segment',
    flags !== undefined && isUnordered(flags) && 'flags: not in their order',
  ],
};

function isUnordered(flags: readonly (typeof TCP_FLAGS)[number][]): boolean {
  return TCP_FLAGS.filter((flag) => flags.includes(flag)).some((flag, at) => flag !== flags[at]);
}

/** What only an open socket does, or what makes it. */
const OF_A_LIFE: ReadonlySet<EventType> = new Set([
  ...(['socket', 'bind', 'listen', 'connect', 'accept', 'setsockopt'] as const),
  ...(['send', 'receive', 'shutdown', 'end-of-stream', 'reset', 'close'] as const),
]);

/** Sockets whose lives are followed; of those beyond, nothing is said. */
const MOST_SOCKETS = 65_536;

/** Finds what events say against the format's document, and against the events before. */
export class Contradictions {
  readonly #closed = new Map<SocketLabel, boolean>();

  /** What is wrong with this one, in words of our own; usually nothing. */
  of(event: SocketEvent): string[] {
    const found = [...inItself(event.type, event), this.#inItsLife(event)];
    return found.filter((problem) => typeof problem === 'string');
  }

  /** The program's own calls, in their order: a label is one socket's, and a socket that is closed is gone. */
  #inItsLife({ source, socket, type }: SocketEvent): string | false {
    if (source !== 'app' || !OF_A_LIFE.has(type)) return false;
    const isClosed = this.#closed.get(socket);
    if (isClosed !== undefined || this.#closed.size < MOST_SOCKETS) {
      this.#closed.set(socket, isClosed === true || type === 'close');
    }
    if (isClosed === undefined) return false;
    if (type === 'socket' || type === 'accept') return 'socket: the label of another one before';
    return isClosed && 'socket: closed before';
  }
}

function inItself<Type extends EventType>(
  type: Type,
  event: EventOf<Type>,
): readonly (string | false)[] {
  const rule: ((event: EventOf<Type>) => readonly (string | false)[]) | undefined = RULES[type];
  return rule?.(event) ?? [];
}
