import { formatAddress } from '../../src/event/address.ts';
import { FATES } from '../../src/event/datagram-event.ts';
import type { EventOf, EventType } from '../../src/event/event.ts';
import { STATE_SOURCES } from '../../src/event/kernel-event.ts';
import { SEGMENT_JUDGEMENTS } from '../../src/event/wire-event.ts';
import { HEAD_RULES } from '../../src/ws/http-head.ts';
import { REQUEST_RULES } from '../../src/ws/request-rules.ts';
import { ANSWER_RULES } from '../../src/ws/server-answer.ts';
import { VIOLATIONS } from '../../src/ws/violation.ts';
import { EXAMPLES } from '../trace/examples.ts';
import { type Sample, stringsIn } from './sample.ts';

/** Every rule of the opening handshake, on either side. */
export const HANDSHAKE_RULES: readonly string[] = [
  ...Object.keys({ ...HEAD_RULES, ...REQUEST_RULES, ...ANSWER_RULES }),
  ...['request-line', 'handshake-timeout'],
];

/** Values of events that a sentence tells in words of its own. */
const CHOICES = new Set<string>([
  ...['app', 'inet', 'inet6', 'unix', 'stream', 'dgram', 'us', 'peer', 'there', 'back'],
  ...['connect', 'idle', 'handshake', 'pong', 'close'],
  ...HANDSHAKE_RULES,
  ...VIOLATIONS.map(({ rule }) => rule),
  ...FATES,
  ...['syscall', 'kernel', 'wire', ...STATE_SOURCES, ...SEGMENT_JUDGEMENTS],
  ...['good', 'bad', 'partial', 'none', 'unknown', 'segment', 'datagram', 'packet'],
  ...['port-unreachable', 'host-unreachable', 'net-unreachable', 'too-big', 'other'],
]);

/** One way to tell a step. */
export function step<Type extends EventType>(
  type: Type,
  event: EventOf<Type> = EXAMPLES[type],
): Sample {
  const addresses = [event.local, event.remote].filter((address) => address !== undefined);
  const names = stringsIn({ ...event, type: '' }).filter((value) => !CHOICES.has(value));
  const values = [...names, ...addresses.map(formatAddress)];
  return { path: `steps.${type}`, values, say: (text) => [text.steps[type](event)] };
}
