import type { EventOf } from '../../event/event.ts';
import type { WsEvent } from '../../event/ws-event.ts';
import { clipped } from '../brief.ts';
import { closeSaid, firstOf, opcodeDigits, opcodeName, reservedBits } from '../close-frame.ts';
import { bytes, duration, grouped } from '../quantity.ts';
import type { Text } from '../text.ts';
import { named } from './codes-ws.ts';
import { frameRule, handshakeRule } from './rules-ws.ts';

const counted = (count: number, one: string) => `${grouped(count)} ${one}${count === 1 ? '' : 's'}`;

const because = (code: number, reason: string) =>
  reason === '' ? named(code) : `${named(code)}, "${clipped(reason)}"`;

/** What a Close frame says; nothing of another frame. */
function said({ opcode, data }: EventOf<'ws-frame'>): string {
  if (opcode !== 8) return '';
  const close = closeSaid(data);
  return close ? `: ${because(close.code, close.reason)}` : ': no status code';
}

/** Status and reason, or the first line of what is no HTTP. */
const answer = (status: number, reason: string) =>
  status === 0 ? `not HTTP: "${reason}"` : `${status} ${reason}`.trimEnd();

/** What a message's compression made of its length: that of the other side was inflated, ours has been deflated. */
function compression({ by, compressed }: EventOf<'ws-message'>): string {
  if (compressed === undefined) return '';
  return by === 'us' ? ` deflated to ${bytes(compressed)}` : ` inflated from ${bytes(compressed)}`;
}

const begun = ({ by }: EventOf<'ws-closed'>) =>
  by === undefined ? '' : by === 'us' ? ', begun by us' : ', begun by the peer';

/** The codes that only a program says to itself. */
const UNSENT: Readonly<Record<number, string>> = {
  1005: '1005, which is never sent: the Close frame had no status code',
  1006: "1006, which is never sent: no Close frame of the peer's was read",
  1015: '1015, which is never sent: the TLS handshake failed',
};

export const wsSteps: Pick<Text['steps'], WsEvent['type']> = {
  'ws-request': ({ method, target, headers }) =>
    `${clipped(method)} ${clipped(target)}, ${counted(headers.length, 'header')}`,
  'ws-key': ({ accept }) => `SHA-1 of key and GUID, in base64: ${firstOf(accept)}`,
  'ws-response': ({ status, reason, headers }) =>
    `${answer(status, clipped(reason))}, ${counted(headers.length, 'header')}`,
  'ws-refused': ({ by, rule, section }) =>
    `${by === 'us' ? '' : 'by the peer: '}${handshakeRule(rule)} (${clipped(section)})`,
  'ws-open': ({ subprotocol, compression, elapsed }) =>
    [
      `frames may go, after ${duration(elapsed)}`,
      ...(subprotocol === undefined ? [] : [`subprotocol ${clipped(subprotocol)}`]),
      ...(compression === undefined ? [] : [clipped(compression)]),
    ].join(', '),
  // Header and payload in few columns: a short message has its line to itself.
  'ws-frame': (frame) => {
    const { opcode, fin, rsv, masked, header } = frame;
    const facts = [
      opcodeName(opcode) ?? `reserved opcode ${opcodeDigits(opcode)}`,
      fin ? 'FIN' : 'more follows',
      ...reservedBits(rsv),
      ...(masked ? ['masked'] : []),
      `${header.length} + ${bytes(frame.bytes)}`,
    ];
    return facts.join(', ') + said(frame);
  },
  'ws-message': (message) =>
    `${message.kind} in ${counted(message.frames, 'frame')}, ${bytes(message.bytes)}${compression(message)}`,
  'ws-violation': ({ by, rule, section, code }) =>
    `${by === 'us' ? 'by us: ' : ''}${frameRule(rule)} (${clipped(section)}); closed with ${named(code)}`,
  'ws-round-trip': ({ elapsed }) => `the pong came after ${duration(elapsed)}`,
  'ws-closed': (closed) => {
    const { code, reason, clean } = closed;
    const why = (UNSENT[code] ?? because(code, reason)) + begun(closed);
    if (clean) return `${why}; Close frames went both ways`;
    return code === 1006 || code === 1015 ? why : `${why}; only one Close frame went`;
  },
};
