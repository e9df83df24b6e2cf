import type { SocketEvent } from '../../src/event/event.ts';
import { opcodeName } from '../../src/text/close-frame.ts';

/** The frames a trace tells of: who sent each, what it is, and its payload octet by octet: `peer text hello`. */
export function framesOf(events: Iterable<SocketEvent>): string[] {
  return [...events].flatMap((event) => {
    if (event.type !== 'ws-frame') return [];
    const { by, opcode, data } = event;
    return `${by} ${opcodeName(opcode) ?? opcode} ${Buffer.from(data).toString('latin1')}`;
  });
}
