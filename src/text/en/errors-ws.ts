import { clipped } from '../brief.ts';
import { bytes } from '../quantity.ts';
import type { Text } from '../text.ts';
import { named, tells } from './codes-ws.ts';
import { frameRule, handshakeRule } from './rules-ws.ts';

const MAYBE_HTTP = 'It may be an ordinary web server, or a path where no WebSocket is.';
const LOOK = 'Look at the whole answer in the trace, and at the path of the URL.';

/** Statuses a server says no with (RFC 9110 §15): why, and what helps. */
const STATUSES: Readonly<Record<number, readonly [why: string, next: string]>> = {
  200: [MAYBE_HTTP, LOOK],
  400: ['It found something wrong with the request.', LOOK],
  401: ['It wants to know who is asking.', 'Add what it wants, for example with --header.'],
  403: ['It does not let this client in; servers of pages look at the Origin.', 'Try --origin.'],
  404: ['There is nothing at this path.', 'Look at the path of the URL.'],
  421: ['It does not answer to this name.', 'Use the name that the server goes by.'],
  426: ['It wants another protocol, or another version of this one.', LOOK],
};
const REDIRECTED = [
  'It sends us elsewhere, and this client does not follow.',
  'The trace shows where: use the URL in the header Location.',
] as const;
const FAILED = ['Something went wrong on its side.', 'Try again, or look at the server.'] as const;

function refusal(status: number): readonly [why: string, next: string] {
  if (status >= 300 && status < 400) return REDIRECTED;
  return STATUSES[status] ?? (status >= 500 ? FAILED : [MAYBE_HTTP, LOOK]);
}

/** Why two sides do not come to speak WebSocket, or stop. */
export const wsErrors = {
  'ws-bad-answer': ({ address, rule, section }) => ({
    what: `The answer of ${address} is no opening handshake of WebSocket.`,
    why: `A rule is broken: ${handshakeRule(rule)} (${clipped(section)}).`,
    next: 'Make sure that a WebSocket server listens there; if it wants TLS, use wss://.',
  }),
  'ws-status': ({ address, status, reason }) => ({
    what: `${address} refused the opening handshake: ${status}${reason === '' ? '' : ` ${clipped(reason)}`}.`,
    why: refusal(status)[0],
    next: refusal(status)[1],
  }),
  'ws-ended': ({ address }) => ({
    what: `${address} ended the connection before the opening handshake was complete.`,
    why: 'It gave no whole answer: it may speak another protocol, or want TLS.',
    next: 'Try wss:// instead of ws://, and make sure that a WebSocket server listens there.',
  }),
  'ws-handshake-timeout': ({ address, seconds }) => ({
    what: `The opening handshake with ${address} was not complete within ${seconds} s.`,
    why: 'The connection stands, but no whole answer came: the server may speak another protocol.',
    next: 'Make sure that a WebSocket server listens there.',
  }),
  'ws-closed': ({ address, code, reason }) => ({
    what:
      code === 1006
        ? `${address} ended the stream without a Close frame (1006).`
        : `${address} closed with ${named(code)}${reason === '' ? '' : `: "${clipped(reason)}"`}.`,
    why: tells(code),
    next:
      code === 1006
        ? "Look at the peer's own messages: it may have crashed, or lost its network."
        : "Look at what was sent last, and at the peer's own messages.",
  }),
  'ws-violation': ({ address, rule, section, code }) => ({
    what: `${address} broke a rule of WebSocket, and the connection was closed with ${named(code)}.`,
    why: `What came was wrong: ${frameRule(rule)} (${clipped(section)}).`,
    next:
      rule === 'message-too-big'
        ? 'Accept longer messages: --max-message.'
        : 'The trace shows the frame; --hex shows it bit by bit.',
  }),
  'not-a-ws-url': ({ value }) => ({
    what: `'${value}' is not the URL of a WebSocket.`,
    why: 'It begins with ws:// or, for TLS, wss://, then come the host, perhaps a port and a path; nothing with #.',
    next: 'For example ws://localhost:9000/chat.',
  }),
  'bad-close': ({ code, bytes: length }) =>
    length > 123
      ? {
          what: `The reason is too long for a Close frame: ${bytes(length)}.`,
          why: 'A control frame holds 125 octets, two of them the status code.',
          next: 'Use 123 octets at the most.',
        }
      : {
          what: `No Close frame may carry the status code ${named(code)}.`,
          why: 'From 1000 to 1014 all but 1004, 1005 and 1006 may be sent, and all from 3000 to 4999.',
          next: 'Use 1000, or one of your own from 4000 on.',
        },
} satisfies Partial<Text['errors']>;
