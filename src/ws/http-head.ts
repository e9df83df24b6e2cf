import { SocketsError } from '../error.ts';
import { isToken, withoutSpace } from './token-list.ts';

/** One field line of a message (RFC 9112 §5): its name as it was written, its value without spaces around it. */
export interface Header {
  readonly name: string;
  /** An octet from 0x80 on (obs-text) is the character of that number. */
  readonly value: string;
}

/** What stands before the body of an HTTP/1.1 message: a request line or status line, and headers in the order they were sent. */
export interface Head {
  readonly startLine: string;
  readonly headers: readonly Header[];
}

/** Each rule a head may break, where it says so, and the status a server answers (RFC 6585 §5 for 431). */
export const HEAD_RULES = {
  'head-too-large': { section: 'RFC 6585 §5', status: 431 },
  'too-many-headers': { section: 'RFC 6585 §5', status: 431 },
  'empty-start-line': { section: 'RFC 9112 §2.2', status: 400 },
  'bare-line-feed': { section: 'RFC 9112 §2.2', status: 400 },
  'bare-carriage-return': { section: 'RFC 9112 §2.2', status: 400 },
  'control-character': { section: 'RFC 9110 §5.5', status: 400 },
  'folded-header': { section: 'RFC 9112 §5.2', status: 400 },
  'no-colon': { section: 'RFC 9112 §5', status: 400 },
  'space-before-colon': { section: 'RFC 9112 §5.1', status: 400 },
  'bad-header-name': { section: 'RFC 9110 §5.1', status: 400 },
} as const satisfies Record<string, { readonly section: string; readonly status: number }>;
export type HeadRule = keyof typeof HEAD_RULES;

/** Why a head cannot be read. */
export interface HeadFault {
  readonly rule: HeadRule;
  readonly section: string;
  readonly status: number;
  /** Of the head, from 1. */
  readonly line: number;
}

/** How much a head may be. */
export interface HeadLimits {
  /** Octets, with the empty line. Default: 16 KiB. */
  readonly limit?: number;
  /** Default: 100. */
  readonly mostHeaders?: number;
}

const LIMIT = 16 * 1024;
const MOST_HEADERS = 100;

const [TAB, LF, CR, SPACE, DEL] = [0x09, 0x0a, 0x0d, 0x20, 0x7f];
const NOTHING = new Uint8Array(0);

/**
 * Reads the head of an HTTP/1.1 message from its octets, however they are cut. Strict where RFC 9112 §2.2 allows both: a line ends with CR LF,
 * and nothing else. One empty line before the start line is passed over. Keeps `limit` octets at the most. Never throws.
 */
export class HeadReader {
  readonly #limit: number;
  readonly #mostHeaders: number;
  readonly #headers: Header[] = [];
  #startLine = '';
  #line = '';
  #lines = 0;
  #size = 0;
  #returned = false;
  #head: Head | undefined;
  #broken: HeadFault | undefined;
  #rest: Uint8Array = NOTHING;

  constructor({ limit = LIMIT, mostHeaders = MOST_HEADERS }: HeadLimits = {}) {
    this.#limit = limit;
    this.#mostHeaders = mostHeaders;
  }

  /** What makes it no head. Nothing more is read then. */
  get broken(): HeadFault | undefined {
    return this.#broken;
  }

  /** What came behind the head with its last octets: frames may follow at once. */
  get rest(): Uint8Array {
    return this.#rest;
  }

  /** Takes octets. Gives the head once it is whole; what is pushed then is not looked at. */
  push(octets: Uint8Array): Head | undefined {
    for (let at = 0; at < octets.length && !this.#head && !this.#broken; at += 1) {
      this.#take(octets[at] ?? 0);
      if (this.#head) this.#rest = octets.subarray(at + 1);
    }
    return this.#head;
  }

  #take(octet: number): void {
    this.#size += 1;
    if (this.#size > this.#limit) this.#break('head-too-large');
    else if (this.#returned && octet !== LF) this.#break('bare-carriage-return');
    else if (this.#returned) this.#endLine();
    else if (octet === CR) this.#returned = true;
    else if (octet === LF) this.#break('bare-line-feed');
    else if ((octet < SPACE && octet !== TAB) || octet === DEL) this.#break('control-character');
    else this.#line += String.fromCharCode(octet);
  }

  #endLine(): void {
    const line = this.#line;
    this.#line = '';
    this.#returned = false;
    this.#lines += 1;
    if (this.#startLine !== '') this.#headerLine(line);
    else if (line === '' && this.#lines > 1) this.#break('empty-start-line', this.#lines);
    else this.#startLine = line;
  }

  #headerLine(line: string): void {
    if (line === '') {
      this.#head = { startLine: this.#startLine, headers: this.#headers };
      return;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0));
    const rule = lineRule(line, name, colon);
    if (rule) this.#break(rule, this.#lines);
    else if (this.#headers.length >= this.#mostHeaders)
      this.#break('too-many-headers', this.#lines);
    else this.#headers.push({ name, value: withoutSpace(line.slice(colon + 1)) });
  }

  #break(rule: HeadRule, line = this.#lines + 1): void {
    this.#broken = { rule, ...HEAD_RULES[rule], line };
    this.#line = '';
  }
}

function lineRule(line: string, name: string, colon: number): HeadRule | undefined {
  if (isSpace(line[0])) return 'folded-header';
  if (colon < 0) return 'no-colon';
  if (isSpace(name.at(-1))) return 'space-before-colon';
  return isToken(name) ? undefined : 'bad-header-name';
}

const isSpace = (character: string | undefined) => character === ' ' || character === '\t';

/** The values of each header of this name, in capitals or not, in the order they were sent. */
export function valuesOf(head: Head, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return head.headers.filter((one) => one.name.toLowerCase() === wanted).map(({ value }) => value);
}

// Tab, space, what is visible, and obs-text: neither CR nor LF, which would begin another header.
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Whether text can be a header's value (RFC 9110 §5.5): of one line, without control characters, one octet a character. */
export function isFieldValue(text: string): boolean {
  return FIELD_VALUE.test(text);
}

/**
 * The octets of a head and of a body in UTF-8, if there is one. Throws SocketsError `bad-value` for what would be more than one line,
 * or no header.
 */
export function encodeHead(head: Head, body = ''): Uint8Array {
  const { startLine, headers } = head;
  if (!isFieldValue(startLine)) throw badHeader(startLine);
  const bad = headers.find(({ name, value }) => !isToken(name) || !isFieldValue(value));
  if (bad) throw badHeader(`${bad.name}: ${bad.value}`);
  const lines = [startLine, ...headers.map(({ name, value }) => `${name}: ${value}`), '', ''];
  return Buffer.concat([Buffer.from(lines.join('\r\n'), 'latin1'), Buffer.from(body)]);
}

/** The failure of what cannot be a header. */
export function badHeader(value: string): SocketsError<'bad-value'> {
  return new SocketsError('usage', 'bad-value', { option: '--header', value, wanted: 'header' });
}
