import { distance } from 'fastest-levenshtein';
import type { EventType } from '../event/event.ts';
import type { TcpState } from '../event/tcp-state.ts';
import { ALIASES } from './aliases.ts';

/** What sort of word a term is, which is also how the list of all terms is divided. */
export type TermKind = 'step' | 'state' | 'errno' | 'option' | 'service' | 'word';

interface Term<Kind extends TermKind> {
  readonly kind: Kind;
  /** Where to read more: an RFC with its section, a man page, a part of Node's documentation. */
  readonly source: string;
}

// A step or a state that has no term does not compile.
const STEPS = {
  socket: { kind: 'step', source: 'socket(2)' },
  setsockopt: { kind: 'step', source: 'setsockopt(2)' },
  bind: { kind: 'step', source: 'bind(2)' },
  listen: { kind: 'step', source: 'listen(2)' },
  lookup: { kind: 'step', source: 'getaddrinfo(3)' },
  attempt: { kind: 'step', source: 'connect(2)' },
  'attempt-failed': { kind: 'step', source: 'RFC 8305 §5' },
  connect: { kind: 'step', source: 'connect(2)' },
  accept: { kind: 'step', source: 'accept(2)' },
  'turned-away': { kind: 'step', source: "Node's server.maxConnections" },
  send: { kind: 'step', source: 'write(2)' },
  receive: { kind: 'step', source: 'read(2)' },
  blocked: { kind: 'step', source: 'RFC 9293 §3.8.6' },
  drained: { kind: 'step', source: "Node's stream.Writable" },
  pause: { kind: 'step', source: "Node's socket.pause" },
  resume: { kind: 'step', source: "Node's socket.resume" },
  shutdown: { kind: 'step', source: 'shutdown(2)' },
  'end-of-stream': { kind: 'step', source: 'read(2)' },
  timeout: { kind: 'step', source: "Node's socket.setTimeout" },
  reset: { kind: 'step', source: 'RFC 9293 §3.5.3' },
  error: { kind: 'step', source: 'errno(3)' },
  close: { kind: 'step', source: 'close(2)' },
} as const satisfies Record<EventType, Term<'step'>>;

const STATES = {
  CLOSED: { kind: 'state', source: 'RFC 9293 §3.3.2' },
  LISTEN: { kind: 'state', source: 'RFC 9293 §3.3.2' },
  'SYN-SENT': { kind: 'state', source: 'RFC 9293 §3.5' },
  'SYN-RECEIVED': { kind: 'state', source: 'RFC 9293 §3.5' },
  ESTABLISHED: { kind: 'state', source: 'RFC 9293 §3.3.2' },
  'FIN-WAIT-1': { kind: 'state', source: 'RFC 9293 §3.6' },
  'FIN-WAIT-2': { kind: 'state', source: 'RFC 9293 §3.6' },
  'CLOSE-WAIT': { kind: 'state', source: 'RFC 9293 §3.6' },
  CLOSING: { kind: 'state', source: 'RFC 9293 §3.6' },
  'LAST-ACK': { kind: 'state', source: 'RFC 9293 §3.6' },
  'TIME-WAIT': { kind: 'state', source: 'RFC 9293 §3.6' },
} as const satisfies Record<TcpState, Term<'state'>>;

const ERRNOS = {
  EADDRINUSE: { kind: 'errno', source: 'bind(2)' },
  EACCES: { kind: 'errno', source: 'bind(2)' },
  EADDRNOTAVAIL: { kind: 'errno', source: 'bind(2)' },
  ECONNREFUSED: { kind: 'errno', source: 'connect(2)' },
  ECONNRESET: { kind: 'errno', source: 'RFC 9293 §3.5.3' },
  ECONNABORTED: { kind: 'errno', source: 'accept(2)' },
  EPIPE: { kind: 'errno', source: 'write(2)' },
  ETIMEDOUT: { kind: 'errno', source: 'tcp(7)' },
  EHOSTUNREACH: { kind: 'errno', source: 'ip(7)' },
  ENETUNREACH: { kind: 'errno', source: 'connect(2)' },
  ENOTFOUND: { kind: 'errno', source: "Node's dns.lookup" },
  EAI_AGAIN: { kind: 'errno', source: 'getaddrinfo(3)' },
  EMFILE: { kind: 'errno', source: 'socket(2)' },
  ENFILE: { kind: 'errno', source: 'socket(2)' },
  EINVAL: { kind: 'errno', source: 'errno(3)' },
  ENOENT: { kind: 'errno', source: 'open(2)' },
  ENOSPC: { kind: 'errno', source: 'write(2)' },
  EISDIR: { kind: 'errno', source: 'open(2)' },
  EINPROGRESS: { kind: 'errno', source: 'connect(2)' },
  ENOTCONN: { kind: 'errno', source: 'shutdown(2)' },
} as const satisfies Record<string, Term<'errno'>>;

const OPTIONS = {
  TCP_NODELAY: { kind: 'option', source: 'tcp(7)' },
  SO_KEEPALIVE: { kind: 'option', source: 'socket(7)' },
  TCP_KEEPIDLE: { kind: 'option', source: 'tcp(7)' },
  SO_REUSEADDR: { kind: 'option', source: 'socket(7)' },
  SO_LINGER: { kind: 'option', source: 'socket(7)' },
} as const satisfies Record<string, Term<'option'>>;

const SERVICES = {
  echo: { kind: 'service', source: 'RFC 862' },
  discard: { kind: 'service', source: 'RFC 863' },
  chargen: { kind: 'service', source: 'RFC 864' },
  daytime: { kind: 'service', source: 'RFC 867' },
  upper: { kind: 'service', source: 'toupper(3)' },
  chat: { kind: 'service', source: "Node's net.Server" },
  pipe: { kind: 'service', source: "Node's process.stdin" },
} as const satisfies Record<string, Term<'service'>>;

const WORDS = {
  'socket-label': { kind: 'word', source: 'accept(2)' },
  connection: { kind: 'word', source: 'RFC 9293 §4' },
  endpoint: { kind: 'word', source: 'RFC 9293 §4' },
  '4-tuple': { kind: 'word', source: 'RFC 9293 §4' },
  peer: { kind: 'word', source: 'getpeername(2)' },
  port: { kind: 'word', source: 'RFC 6335 §6' },
  'ephemeral-port': { kind: 'word', source: 'ip(7)' },
  loopback: { kind: 'word', source: 'RFC 1122 §3.2.1.3' },
  'wildcard-address': { kind: 'word', source: 'ip(7)' },
  segment: { kind: 'word', source: 'RFC 9293 §4' },
  SYN: { kind: 'word', source: 'RFC 9293 §3.5' },
  ACK: { kind: 'word', source: 'RFC 9293 §3.4' },
  FIN: { kind: 'word', source: 'RFC 9293 §3.6' },
  RST: { kind: 'word', source: 'RFC 9293 §3.5.2' },
  handshake: { kind: 'word', source: 'RFC 9293 §3.5' },
  'happy-eyeballs': { kind: 'word', source: 'RFC 8305' },
  backlog: { kind: 'word', source: 'listen(2)' },
  'byte-stream': { kind: 'word', source: 'RFC 9293 §2.2' },
  'full-duplex': { kind: 'word', source: 'RFC 9293 §3.6' },
  'half-closed': { kind: 'word', source: 'RFC 9293 §3.6.1' },
  'half-open': { kind: 'word', source: 'RFC 9293 §3.5.1' },
  window: { kind: 'word', source: 'RFC 9293 §3.8.6' },
  backpressure: { kind: 'word', source: "Node's stream.Writable" },
  Nagle: { kind: 'word', source: 'RFC 9293 §3.7.4' },
  'keep-alive': { kind: 'word', source: 'RFC 9293 §3.8.4' },
  lane: { kind: 'word', source: 'syscalls(2)' },
  'app-lane': { kind: 'word', source: "Node's net.Socket" },
} as const satisfies Record<string, Term<'word'>>;

/** Every word that `sockets explain` knows, as a person types it, in the order of its list. */
export const TERMS = {
  ...STEPS,
  ...STATES,
  ...ERRNOS,
  ...OPTIONS,
  ...SERVICES,
  ...WORDS,
} satisfies Record<string, Term<TermKind>>;
export type TermName = keyof typeof TERMS;

/** A term in one language: together `brief` and `more` are one short paragraph. */
export interface Explanation {
  /** One sentence that can stand alone under a line of the trace. */
  readonly brief: string;
  /** One to three sentences: what causes it, what to look at, what to try. */
  readonly more: string;
}

/** The terms of one kind, explained. */
export type GlossaryOf<Kind extends TermKind> = Readonly<
  Record<
    { [Name in TermName]: (typeof TERMS)[Name]['kind'] extends Kind ? Name : never }[TermName],
    Explanation
  >
>;

/** Every term, explained in one language. */
export type Glossary = GlossaryOf<TermKind>;

/** One wrong letter in three is a slip; more is another word. */
const LETTERS_PER_SLIP = 3;
const MOST_SUGGESTIONS = 3;

const SPELLINGS = spellings();

/** The term a person means: case, `_`, `-` and spaces do not matter, nor does `()` or `(2)` behind a call. */
export function findTerm(word: string): TermName | undefined {
  const call = word.trim().replace(/\(.*\)$/s, '');
  // `LISTEN` is the state and `listen` the step: where only capitals differ, they decide.
  if (isTerm(call)) return call;
  const key = keyOf(call);
  return SPELLINGS.get(key) ?? (/^[lsc]\d+$/.test(key) ? 'socket-label' : undefined);
}

/** The terms spelt most like a word, at most 3, the closest first; none for what is no slip of any. */
export function nearTerms(word: string): readonly TermName[] {
  const key = keyOf(word);
  const near = [...SPELLINGS].flatMap(([spelling, term]) => {
    const slips = slipsBetween(key, spelling);
    return slips === undefined ? [] : [{ term, slips }];
  });
  const closest = near.sort((one, other) => one.slips - other.slips).map(({ term }) => term);
  return [...new Set(closest)].slice(0, MOST_SUGGESTIONS);
}

function isTerm(word: string): word is TermName {
  return Object.hasOwn(TERMS, word);
}

/** A word without what does not matter. Decomposed, so that one wrong letter of a Hangul syllable is one slip. */
function keyOf(word: string): string {
  return word
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
}

/** Of two terms that differ only by capitals, the first keeps the spelling: the step before the state. */
function spellings(): ReadonlyMap<string, TermName> {
  const aliases: Readonly<Record<string, TermName>> = ALIASES;
  const found = new Map<string, TermName>();
  for (const term of Object.keys(TERMS).filter(isTerm)) {
    if (!found.has(keyOf(term))) found.set(keyOf(term), term);
  }
  for (const [alias, term] of Object.entries(aliases)) found.set(keyOf(alias), term);
  return found;
}

/** How many letters are wrong, `undefined` for too many. The beginning of a word is as good as one slip. */
function slipsBetween(key: string, spelling: string): number | undefined {
  if (key.length >= LETTERS_PER_SLIP && spelling.startsWith(key)) return 1;
  const slips = distance(key, spelling);
  return slips <= Math.max(key.length, spelling.length) / LETTERS_PER_SLIP ? slips : undefined;
}
