/** One parameter of an extension: `client_max_window_bits`, or `server_max_window_bits=10`. */
export interface Parameter {
  readonly name: string;
  /** Unescaped, whether it was quoted or not. */
  readonly value?: string;
}

/** One element of Sec-WebSocket-Extensions: an offer in a request, an agreement in a response (RFC 6455 §9.1). */
export interface Extension {
  readonly name: string;
  readonly parameters: readonly Parameter[];
}

/** The characters of a token (RFC 9110 §5.6.2). */
const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const WHOLE_TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const SPACE = /[ \t]*/y;
/** A quoted string without its quotes (RFC 9110 §5.6.4): what follows a backslash stands for itself. */
const QUOTED = /(?:[^"\\]|\\.)*/y;

/** Whether text is a token (RFC 9110 §5.6.2): a method, a field name, a subprotocol, an extension. */
export function isToken(text: string): boolean {
  return WHOLE_TOKEN.test(text);
}

/** Text without the spaces and tabs at its ends (RFC 9110 §5.6.3): in one pass, which a pattern for the end would not be. */
export function withoutSpace(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isSpace(text[start])) start += 1;
  while (end > start && isSpace(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

/** The elements of a comma list, over all lines of a field; empty ones do not count (RFC 9110 §5.6.1.2). Not for quoted strings. */
export function listElements(values: readonly string[]): readonly string[] {
  return values.flatMap((value) => value.split(',').map(withoutSpace)).filter((one) => one !== '');
}

/** Whether a list has this token, in capitals or not: Connection, Upgrade. */
export function listHas(values: readonly string[], token: string): boolean {
  const wanted = token.toLowerCase();
  return listElements(values).some((element) => element.toLowerCase() === wanted);
}

/** A comma list of tokens: at least one where the field is there, and nothing else. `undefined` when it is malformed. */
export function parseTokens(values: readonly string[]): readonly string[] | undefined {
  const elements = listElements(values);
  if (values.length > 0 && elements.length === 0) return undefined;
  return elements.every(isToken) ? elements : undefined;
}

/** The elements of Sec-WebSocket-Extensions over all its lines. `undefined` when it does not conform to RFC 6455 §9.1. */
export function parseExtensions(values: readonly string[]): readonly Extension[] | undefined {
  if (values.length === 0) return [];
  const scanner = new Scanner(values.join(','));
  const extensions: Extension[] = [];
  do {
    if (scanner.atElementEnd()) continue;
    const extension = readExtension(scanner);
    if (!extension) return undefined;
    extensions.push(extension);
  } while (scanner.skip(','));
  return scanner.done && extensions.length > 0 ? extensions : undefined;
}

/** An extension as a header has it: `permessage-deflate; client_max_window_bits=10`. Values have to be tokens. */
export function formatExtension({ name, parameters }: Extension): string {
  const told = parameters.map((one) => (one.value ? `${one.name}=${one.value}` : one.name));
  return [name, ...told].join('; ');
}

function readExtension(scanner: Scanner): Extension | undefined {
  const name = scanner.word(TOKEN);
  if (!name) return undefined;
  const parameters: Parameter[] = [];
  while (scanner.skip(';')) {
    const parameter = readParameter(scanner);
    if (!parameter) return undefined;
    parameters.push(parameter);
  }
  return { name, parameters };
}

function readParameter(scanner: Scanner): Parameter | undefined {
  const name = scanner.word(TOKEN);
  if (!name) return undefined;
  if (!scanner.skip('=')) return { name };
  const value = scanner.skip('"') ? readQuoted(scanner) : scanner.word(TOKEN);
  return value ? { name, value } : undefined;
}

/** Behind the quote that opens it. What it means must be a token, too (RFC 6455 §9.1). */
function readQuoted(scanner: Scanner): string | undefined {
  const value = scanner.take(QUOTED).replace(/\\(.)/g, '$1');
  return scanner.skip('"') && isToken(value) ? value : undefined;
}

const isSpace = (character: string | undefined) => character === ' ' || character === '\t';

/** Goes through text once. */
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    return this.#at === this.#text.length;
  }

  /** What matches right here; the pattern is a sticky one. */
  take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  /** What matches behind spaces. */
  word(pattern: RegExp): string {
    this.take(SPACE);
    return this.take(pattern);
  }

  /** Whether this character came behind spaces; it is passed then. */
  skip(character: string): boolean {
    this.take(SPACE);
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  /** Whether an empty element stands here. */
  atElementEnd(): boolean {
    this.take(SPACE);
    return this.done || this.#text[this.#at] === ',';
  }
}
