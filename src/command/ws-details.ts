import type { SocketEvent } from '../event/event.ts';
import type { WsEvent } from '../event/ws-event.ts';
import { hexdump } from '../view/hexdump.ts';
import { visibleText } from '../view/visible.ts';
import { decodeHeader } from '../ws/frame-header.ts';
import { headerBits } from '../ws/header-bits.ts';
import { purposeOf } from '../ws/header-purpose.ts';
import { masked } from '../ws/mask.ts';
import type { Context } from './context.ts';
import type { SharedOptions } from './shared-options.ts';

/** What stands beneath a step of a WebSocket connection: the headers of a handshake; with `--hex`, a frame bit by bit. */
export function wsDetails(
  { text, terminal }: Context,
  { hex }: SharedOptions,
): (event: SocketEvent) => readonly string[] {
  const explained = new Set<string>();
  return (event) => {
    if (event.type === 'ws-request' || event.type === 'ws-response') {
      return headersOf(event, text, explained);
    }
    if (event.type === 'ws-key') return [`  ${event.joined}`, `  SHA-1 ${event.sha1}`];
    if (event.type !== 'ws-frame' || !hex) return [];
    return frameOf(event, Math.min(80, terminal.columns() ?? 80) - 4);
  };
}

type HeadEvent = Extract<WsEvent, { type: 'ws-request' | 'ws-response' }>;

/** Each header on a line of its own, and what it is for where it stands for the first time. */
function headersOf(
  { headers }: HeadEvent,
  text: Context['text'],
  explained: Set<string>,
): string[] {
  return headers.flatMap(({ name, value }) => {
    const line = `  ${visibleText(`${name}: ${value}`)}`;
    const purpose = purposeOf(name);
    if (purpose === undefined || explained.has(purpose)) return [line];
    explained.add(purpose);
    return [line, `      ${text.headers[purpose]}`];
  });
}

type FrameEvent = Extract<WsEvent, { type: 'ws-frame' }>;

function frameOf({ header, data, masked: isMasked }: FrameEvent, columns: number): string[] {
  const decoded = decodeHeader(header, 0);
  if (!decoded) return [];
  const bits = headerBits(decoded).map(
    ({ field, bits, value }) => `  ${bits.padEnd(16)} ${field} = ${value}`,
  );
  const dump = (octets: Uint8Array) => hexdump(octets, { columns }).map((line) => `    ${line}`);
  const key = decoded.maskingKey;
  const wire = isMasked && key !== undefined ? masked(data, key) : undefined;
  return [...bits, ...(wire ? [...dump(wire), '  ⊕'] : []), ...dump(data)];
}
