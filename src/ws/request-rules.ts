import { isKey } from './accept-key.ts';
import type { RequestLine } from './request-line.ts';
import { listHas, parseExtensions, parseTokens } from './token-list.ts';

/** What a server accepts. What is left out is not looked at. */
export interface AcceptedRequests {
  /** The only path there is. */
  readonly path?: string | undefined;
  /** Names a client may have called us by, with the port where it is not the scheme's: against DNS rebinding. */
  readonly hosts?: readonly string[] | undefined;
  /** Whose pages may connect (RFC 6455 §10.2): `http://localhost:8080`. Who names no origin may not, then. */
  readonly origins?: readonly string[] | undefined;
}

/** A request as the rules look at it. */
export interface Asked {
  readonly line: RequestLine;
  /** The values of each header of this name. */
  readonly values: (name: string) => readonly string[];
}

/** A rule of the opening handshake, and what a server answers to a request that breaks it. */
interface Rule {
  readonly section: string;
  readonly status: number;
  readonly broken: (asked: Asked, accepted: AcceptedRequests) => boolean;
}

/** A host and perhaps a port (RFC 9110 §7.2). */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]+)(?::\d*)?$/i;

const SPEC = 'RFC 6455 §4.2.1';

/** The rules, in the order they are looked at: the first one broken is the one that is told. */
export const REQUEST_RULES = {
  'http-major-version': {
    section: 'RFC 9110 §15.6.6',
    status: 505,
    broken: ({ line }) => line.major !== 1,
  },
  method: { section: SPEC, status: 405, broken: ({ line }) => line.method !== 'GET' },
  'http-version': { section: SPEC, status: 400, broken: ({ line }) => line.minor < 1 },
  host: {
    section: 'RFC 9112 §3.2',
    status: 400,
    broken: ({ values }) => !HOST.test(only(values('host'))),
  },
  body: {
    section: 'RFC 9112 §6',
    status: 400,
    broken: ({ values }) =>
      values('transfer-encoding').length > 0 ||
      values('content-length').some((length) => length !== '0'),
  },
  'host-not-ours': {
    section: 'RFC 9110 §15.5.20',
    status: 421,
    broken: (asked, { hosts }) => !isListed(hosts, [hostOf(asked)]),
  },
  path: {
    section: 'RFC 6455 §4.2.2',
    status: 404,
    broken: ({ line }, { path = line.path }) => line.path !== path,
  },
  upgrade: {
    section: SPEC,
    status: 426,
    broken: ({ values }) => !listHas(values('upgrade'), 'websocket'),
  },
  connection: {
    section: SPEC,
    status: 400,
    broken: ({ values }) => !listHas(values('connection'), 'upgrade'),
  },
  'version-once': {
    section: 'RFC 6455 §11.3.5',
    status: 400,
    broken: ({ values }) => values('sec-websocket-version').length > 1,
  },
  version: {
    section: 'RFC 6455 §4.2.2',
    status: 426,
    broken: ({ values }) => only(values('sec-websocket-version')) !== '13',
  },
  'key-once': {
    section: 'RFC 6455 §11.3.1',
    status: 400,
    broken: ({ values }) => values('sec-websocket-key').length > 1,
  },
  key: {
    section: SPEC,
    status: 400,
    broken: ({ values }) => !isKey(only(values('sec-websocket-key'))),
  },
  'origin-once': {
    section: 'RFC 6454 §7.3',
    status: 400,
    broken: ({ values }) => values('origin').length > 1,
  },
  origin: {
    section: 'RFC 6455 §4.2.2',
    status: 403,
    broken: ({ values }, { origins }) => !isListed(origins, values('origin')),
  },
  subprotocols: {
    section: 'RFC 6455 §11.3.4',
    status: 400,
    broken: ({ values }) => !areUnique(parseTokens(values('sec-websocket-protocol'))),
  },
  extensions: {
    section: 'RFC 6455 §9.1',
    status: 400,
    broken: ({ values }) => !parseExtensions(values('sec-websocket-extensions')),
  },
} as const satisfies Record<string, Rule>;
export type RequestRule = keyof typeof REQUEST_RULES;

/** By what name the client called us. */
export function hostOf({ line, values }: Asked): string {
  return line.authority ?? only(values('host'));
}

/** The first rule that a request breaks. */
export function brokenRule(asked: Asked, accepted: AcceptedRequests): RequestRule | undefined {
  return REQUEST_RULE_NAMES.find((name) => REQUEST_RULES[name].broken(asked, accepted));
}

const isRule = (name: string): name is RequestRule => name in REQUEST_RULES;

/** The names of the rules, in their order. */
export const REQUEST_RULE_NAMES: readonly RequestRule[] = Object.keys(REQUEST_RULES).filter(isRule);

/** The value of a header that has to be there once; otherwise empty, which none of them may be. */
function only(values: readonly string[]): string {
  const [value = '', ...others] = values;
  return others.length === 0 ? value : '';
}

/** Whether a header's one value is on a list, if there is a list. Scheme and host are the same in capitals (RFC 3986 §6.2.2.1). */
function isListed(list: readonly string[] | undefined, values: readonly string[]): boolean {
  const value = only(values).toLowerCase();
  return list === undefined || list.some((one) => one.toLowerCase() === value);
}

function areUnique(tokens: readonly string[] | undefined): boolean {
  return tokens !== undefined && new Set(tokens).size === tokens.length;
}
