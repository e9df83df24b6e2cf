import type { SocketEvent } from '../event/event.ts';
import type { WsEvent } from '../event/ws-event.ts';
import { visibleText } from '../view/visible.ts';
import { purposeOf } from '../ws/header-purpose.ts';
import type { Context } from './context.ts';
import type { SharedOptions } from './shared-options.ts';
import { frameDetails } from './ws-frame-details.ts';

/** What of a context the details need. */
interface DetailContext {
  readonly text: Context['text'];
  readonly terminal: Pick<Context['terminal'], 'columns'>;
}

/** What stands beneath a step of a WebSocket connection: the headers of a handshake; with `--hex`, a frame bit by bit. */
export function wsDetails(
  { text, terminal }: DetailContext,
  { hex }: Pick<SharedOptions, 'hex'>,
): (event: SocketEvent) => readonly string[] {
  const explained = new Set<string>();
  return (event) => {
    if (event.type === 'ws-request' || event.type === 'ws-response') {
      return headersOf(event, text, explained);
    }
    if (event.type === 'ws-key') {
      return [event.joined, `SHA-1 ${event.sha1}`].map((line) => `  ${visibleText(line)}`);
    }
    if (event.type !== 'ws-frame' || !hex) return [];
    return frameDetails(event, text, terminal.columns());
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
