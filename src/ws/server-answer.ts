import { type AcceptSteps, acceptSteps } from './accept-key.ts';
import { type AnswerProblem, type DeflateAgreement, judgeAnswer } from './deflate-negotiation.ts';
import type { DeflateParameters } from './extension-offer.ts';
import { type Head, valuesOf } from './http-head.ts';
import { parseStatusLine } from './request-line.ts';
import { listHas, parseExtensions } from './token-list.ts';

/** What a client offered, to hold a server's answer against. */
export interface Offered {
  readonly key: string;
  readonly subprotocols?: readonly string[] | undefined;
  readonly deflate?: readonly DeflateParameters[] | undefined;
}

/** Each rule of a server's answer, and where it stands. */
export const ANSWER_RULES = {
  'status-line': 'RFC 9112 §4',
  status: 'RFC 6455 §4.1',
  'http-version': 'RFC 6455 §4.2.2',
  upgrade: 'RFC 6455 §4.1',
  connection: 'RFC 6455 §4.1',
  'accept-once': 'RFC 6455 §11.3.3',
  accept: 'RFC 6455 §4.1',
  'subprotocol-once': 'RFC 6455 §11.3.4',
  'subprotocol-not-offered': 'RFC 6455 §4.1',
  extensions: 'RFC 6455 §9.1',
  'extension-not-offered': 'RFC 6455 §4.1',
  'extension-more-than-once': 'RFC 7692 §5',
  'extension-parameters': 'RFC 7692 §7.1',
} as const;
export type AnswerRule = keyof typeof ANSWER_RULES;

/** A handshake that is complete, as the client sees it: frames follow. */
export interface Agreed {
  readonly ok: true;
  readonly accept: AcceptSteps;
  readonly subprotocol?: string;
  readonly deflate?: DeflateAgreement;
}

/** An answer that is none to our request: the client has to fail the connection (RFC 6455 §7.1.7). */
export interface AnswerRefused {
  readonly ok: false;
  readonly rule: AnswerRule;
  readonly section: string;
  /** What the server said instead of 101. */
  readonly status?: number;
  readonly reason?: string;
  /** Sec-WebSocket-Accept as it should have been. */
  readonly expected?: string;
  /** What is wrong with the parameters. */
  readonly problem?: AnswerProblem;
}

/** What a client makes of the head of a server's answer (RFC 6455 §4.1). */
export function judgeResponse(head: Head, offered: Offered): Agreed | AnswerRefused {
  const values = (name: string) => valuesOf(head, name);
  const [subprotocol] = values('sec-websocket-protocol');
  const accept = acceptSteps(offered.key);
  const refused =
    judgeStatus(head.startLine) ??
    judgeUpgrade(values, accept.accept) ??
    judgeSubprotocol(values('sec-websocket-protocol'), offered.subprotocols);
  if (refused) return refused;
  const deflate = judgeExtensions(values('sec-websocket-extensions'), offered.deflate);
  if ('ok' in deflate) return deflate;
  return { ok: true, accept, ...(subprotocol === undefined ? {} : { subprotocol }), ...deflate };
}

function judgeStatus(startLine: string): AnswerRefused | undefined {
  const line = parseStatusLine(startLine);
  if (!line) return broken('status-line');
  const { status, reason, major, minor } = line;
  if (status !== 101) return broken('status', { status, reason });
  return major === 1 && minor >= 1 ? undefined : broken('http-version');
}

type Values = (name: string) => readonly string[];

function judgeUpgrade(values: Values, expected: string): AnswerRefused | undefined {
  const [upgrade = '', ...upgrades] = values('upgrade');
  if (upgrade.toLowerCase() !== 'websocket' || upgrades.length > 0) return broken('upgrade');
  if (!listHas(values('connection'), 'upgrade')) return broken('connection');
  const accepts = values('sec-websocket-accept');
  if (accepts.length > 1) return broken('accept-once');
  return accepts[0] === expected ? undefined : broken('accept', { expected });
}

function judgeSubprotocol(
  chosen: readonly string[],
  offered: readonly string[] = [],
): AnswerRefused | undefined {
  if (chosen.length > 1) return broken('subprotocol-once');
  return chosen.every((one) => offered.includes(one))
    ? undefined
    : broken('subprotocol-not-offered');
}

function judgeExtensions(
  values: readonly string[],
  offers: readonly DeflateParameters[] = [],
): AnswerRefused | { readonly deflate?: DeflateAgreement } {
  const extensions = parseExtensions(values);
  if (!extensions) return broken('extensions');
  const judged = judgeAnswer(extensions, offers);
  if (judged === 'not-offered') return broken('extension-not-offered');
  if (judged === 'more-than-once') return broken('extension-more-than-once');
  if (typeof judged === 'string') return broken('extension-parameters', { problem: judged });
  return judged.agreement ? { deflate: judged.agreement } : {};
}

function broken(rule: AnswerRule, more: Partial<AnswerRefused> = {}): AnswerRefused {
  return { ...more, ok: false, rule, section: ANSWER_RULES[rule] };
}
