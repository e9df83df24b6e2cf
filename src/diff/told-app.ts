import type { SocketEvent } from '../event/event.ts';
import { placeOf, type Told, type ToldOptions, textOf } from './told.ts';
import { toldByLayer } from './told-layers.ts';

/** What depends on the schedule, on this machine or on who started the run: not compared unless it is asked for. */
const CHANCE: ReadonlySet<SocketEvent['type']> = new Set([
  'blocked',
  'drained',
  'lookup',
  'credentials',
  'ws-round-trip',
  'tls-secret',
  'queues',
  'accept-queue',
  'tcp-info',
  'not-captured',
]);

/** Whether a type of event is compared only where it is asked for by name. */
export function isChance(type: SocketEvent['type']): boolean {
  return CHANCE.has(type);
}

/** What a program told of a step of its own. */
export function toldByApp(event: SocketEvent, options: ToldOptions): Told {
  switch (event.type) {
    case 'send':
    case 'receive':
      return toldOfOctets(event, options);
    case 'reply':
    case 'no-reply':
      return { track: 'replies', verb: event.type, facts: [event.number] };
    default:
      return (
        toldByLayer(event, options) ?? {
          track: 'calls',
          verb: event.type,
          facts: factsOf(event),
        }
      );
  }
}

function toldOfOctets(
  event: Extract<SocketEvent, { readonly type: 'send' | 'receive' }>,
  { data }: ToldOptions,
): Told {
  const { type: verb, bytes } = event;
  const direction = verb === 'send' ? 'sent' : 'received';
  if (!event.datagram) {
    return { track: 'calls', verb, octets: { direction, bytes, data: event.data } };
  }
  return { track: direction, verb, ...(data && { facts: [bytes, textOf(event.data)] }) };
}

function factsOf(event: SocketEvent): readonly unknown[] {
  return howOpened(event) ?? howEnded(event);
}

function howOpened(event: SocketEvent): readonly unknown[] | undefined {
  switch (event.type) {
    case 'socket':
      return [event.domain, event.kind];
    case 'setsockopt':
      return [event.option, event.value];
    case 'bind':
      return [placeOf(event.local)];
    case 'listen':
      return [event.backlog];
    case 'attempt':
      return [placeOf(event.remote)];
    case 'attempt-failed':
      return [placeOf(event.remote), event.code];
    case 'turned-away':
      return [event.limit];
    case 'join':
    case 'leave':
      return [event.group];
    default:
      return undefined;
  }
}

function howEnded(event: SocketEvent): readonly unknown[] {
  switch (event.type) {
    case 'reset':
      return [event.by];
    case 'timeout':
      return [event.what];
    case 'error':
      return [event.call, event.code];
    case 'unlink':
      return [event.stale];
    case 'left-open':
      return [event.killed];
    case 'fate':
      return [event.direction, event.number, ...event.fates];
    case 'state':
      return [event.state];
    default:
      return [];
  }
}
