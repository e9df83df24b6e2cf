/** The first line of a request (RFC 9112 §3), taken apart. */
export interface RequestLine {
  readonly method: string;
  /** As it was sent. */
  readonly target: string;
  /** What the target says without scheme and host: `/chat`. As it was sent, `%41` is not `A`. */
  readonly path: string;
  /** Behind the question mark; empty where there is none. */
  readonly query: string;
  /** Host and port, where the target is a whole URL: they count, and not the header (RFC 9112 §3.2.2). */
  readonly authority?: string;
  readonly major: number;
  readonly minor: number;
}

/** The first line of a response (RFC 9112 §4), taken apart. */
export interface StatusLine {
  readonly major: number;
  readonly minor: number;
  readonly status: number;
  readonly reason: string;
}

const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP\/(\d)\.(\d)$/;
const STATUS_LINE = /^HTTP\/(\d)\.(\d) (\d{3})(?: (.*))?$/;

// What RFC 3986 §3.3 and §3.4 let a path and a query consist of. Square brackets are not in it, and yet sent by browsers in a query.
const ORIGIN_FORM = /^(\/[\w.~!$&'()*+,;=:@%/-]*)(?:\?([\w.~!$&'()*+,;=:@%/?[\]-]*))?$/;
const ABSOLUTE_FORM = /^(?:http|ws)s?:\/\/([^/?#]+)(.*)$/i;

/** Takes a request line apart. `undefined` when it is none, or its target is neither a path nor a URL (RFC 9112 §3.2). */
export function parseRequestLine(line: string): RequestLine | undefined {
  const [, method, target, major, minor] = REQUEST_LINE.exec(line) ?? [];
  if (method === undefined || target === undefined) return undefined;
  const { authority, local } = parseTarget(target);
  const [, path, query = ''] = ORIGIN_FORM.exec(local) ?? [];
  if (path === undefined) return undefined;
  const version = { major: Number(major), minor: Number(minor) };
  return { method, target, path, query, ...(authority ? { authority } : {}), ...version };
}

/** Takes a status line apart. `undefined` when it is none. */
export function parseStatusLine(line: string): StatusLine | undefined {
  const [, major, minor, status, reason = ''] = STATUS_LINE.exec(line) ?? [];
  if (status === undefined) return undefined;
  return { major: Number(major), minor: Number(minor), status: Number(status), reason };
}

/** Whether text can be the target of our own request: a path, and perhaps a query. */
export function isOriginForm(text: string): boolean {
  return ORIGIN_FORM.test(text);
}

/** A server has to take a path as well as a URL (RFC 9112 §3.2.2). */
function parseTarget(target: string): { authority?: string; local: string } {
  const [, authority, rest = ''] = ABSOLUTE_FORM.exec(target) ?? [];
  if (authority === undefined) return { local: target };
  return { authority, local: rest.startsWith('/') ? rest : `/${rest}` };
}
