/** Who has to change something: the person typing, the peer, or this machine. */
export type Fault = 'usage' | 'peer' | 'system';

/** What the shell is told: 0 is done; a signal adds its number to 128. */
export const EXIT_STATUS = { usage: 2, peer: 3, system: 1 } as const satisfies Record<
  Fault,
  number
>;

/** What an option of its own notation takes. */
export const WANTED_VALUES = [
  'percentage',
  'rate',
  'delay',
  'multicast-group',
  'endpoint',
  'interface',
  'header',
  'subprotocol',
  'frame',
  'ping',
  'status-code',
  'speed',
] as const;
export type WantedValue = (typeof WANTED_VALUES)[number];

/** Every expected failure by its stable code, with the facts its message needs. */
export interface Failures {
  'port-taken': { address: string; port: number; holder?: string; protocol?: 'udp' };
  'no-permission': { address: string; port: number };
  'address-not-here': { address: string };
  'unknown-host': { host: string };
  'name-service-down': { host: string };
  /** `elsewhere`: this port on other addresses; `others`: other ports of this machine. */
  refused: {
    address: string;
    port: number;
    elsewhere: readonly string[];
    others: readonly string[];
  };
  'no-local-port': { address: string; code: string; localPort?: number };
  'no-route': { address: string };
  'connect-timeout': { address: string; seconds: number };
  'no-answer': { address: string };
  interrupted: { address: string };
  'idle-timeout': { address: string; seconds: number };
  reset: { address: string; received: number; sent: number };
  'broken-pipe': { address: string };
  'too-many-files': { call: string; code: string };
  'file-unreadable': { path: string; code: string };
  'file-unwritable': { path: string; code: string };
  /** `path`: which of several it is. */
  'bad-trace': { line: number; problem: string; path?: string };
  /** What is no text was to go to a terminal. */
  'not-for-terminal': { format: string };
  /** Keys are typed on a terminal, and what they do is shown on one. */
  'needs-terminal': { option: string };
  /** All of it has to be in memory, and it is too long for that. */
  'recording-too-long': { path: string; events: number };
  /** Two recordings without a lane in common, or without the one that was asked for. */
  'nothing-to-compare': {
    reference: { path: string; lanes: readonly string[] };
    other: { path: string; lanes: readonly string[] };
  };
  system: { call: string; code: string };
  /** EMSGSIZE: `most` octets fit into a datagram, where that is known. */
  'message-too-long': { bytes: number; most?: number };
  /** EACCES: a broadcast address, without SO_BROADCAST (send(2), connect(2)). */
  'broadcast-not-allowed': { address: string };
  /** A link was to pass on to the very address it listens on. */
  'link-to-itself': { address: string };
  /** An ICMP answer said that nothing is bound to this port (udp(7)). */
  'port-unreachable': { address: string };
  /** Not one of `sent` probes was answered within `seconds`. `connected`: an ICMP refusal would have been heard. */
  'no-replies': { address: string; sent: number; seconds: number; connected: boolean };

  /** Somebody listens on this path. */
  'path-taken': { path: string; holder?: string };
  /** A socket's file is there, and nobody listens behind it. */
  'stale-path': { path: string };
  /** Something else than a socket has this path. */
  'not-a-socket': { path: string };
  'path-too-long': { path: string; bytes: number; most: number };
  'no-such-directory': { path: string };
  'path-no-permission': { path: string };
  /** A client found nothing at the path. */
  'no-socket-there': { path: string };
  /** A client found a socket's file behind which nobody listens. */
  'path-refused': { path: string };
  /** Nobody accepts, and the queue has no room: where TCP lets the client wait, connect(2) gives EAGAIN. */
  'path-queue-full': { path: string };
  'not-on-this-system': { what: string };

  /** The peer's certificate did not pass. `reason`: OpenSSL's or Node's code; `name`: what it had to be valid for. */
  'tls-untrusted': {
    address: string;
    reason: string;
    name: string;
    subject: string;
    issuer: string;
    names: readonly string[];
    notBefore: string;
    notAfter: string;
  };
  /** The peer sent no certificate although one was demanded. */
  'tls-no-certificate': { address: string };
  /** The peer refused with an alert (RFC 8446 §6), by its name: `unknown_ca`. */
  'tls-alert': { address: string; alert: string };
  /** What came was no TLS record. `bytes` shows the first of it. */
  'not-tls': { address: string };
  /** No version, cipher or application protocol that both sides accept. `what` names which, as far as it is known. */
  'tls-no-agreement': { address: string; what: 'version' | 'cipher' | 'alpn' };
  /** The peer ended or reset the connection before the handshake was complete. */
  'tls-ended': { address: string };
  'tls-handshake-timeout': { address: string; seconds: number };
  /** What came in answer to our handshake was no HTTP, or broke a rule of RFC 6455 §4. */
  'ws-bad-answer': { address: string; rule: string; section: string };
  /** The server answered with another status than 101. */
  'ws-status': { address: string; status: number; reason: string };
  /** The stream ended before the handshake was complete. */
  'ws-ended': { address: string };
  'ws-handshake-timeout': { address: string; seconds: number };
  /** The peer closed with a code that says something went wrong, or the stream ended without a Close frame (1006). */
  'ws-closed': { address: string; code: number; reason: string };
  /** The peer broke a rule, and the connection was failed. */
  'ws-violation': { address: string; rule: string; section: string; code: number };
  /** Not a ws:// or wss:// URL (RFC 6455 §3). */
  'not-a-ws-url': { value: string };
  /** A status code that must not be sent, or a reason that is too long. */
  'bad-close': { code: number; bytes: number };

  /** A certificate, key or CA file that OpenSSL cannot use, with its word for why. */
  'bad-certificate': { path: string; problem: string };
  'send-after-shutdown': { socket: string };

  /** A program that is needed is not installed; the Debian package that has it. */
  'tool-missing': { tool: string; package: string };
  /** A program that is needed refused, with its last words. */
  'tool-failed': { tool: string; said: string };
  /** A program that was to be run cannot be (execve(2)). */
  'not-runnable': { program: string; code: string };
  /** The tracer may not watch a program that we start (ptrace(2)). */
  'watch-forbidden': { tool: string };
  /**
   * strace(1) cannot join a process: there is none of that number, somebody traces it already, or this user may not (`scope`: the value
   * of Yama's kernel.yama.ptrace_scope, where there is one).
   */
  'cannot-attach': {
    process: number;
    why: 'gone' | 'traced' | 'not-permitted' | 'failed';
    said: string;
    scope?: string;
  };
  /** No private network for this user: the setting that forbids it, and the value that would allow it, where it is known. */
  'lab-forbidden': { said: string; setting?: { name: string; value: string; allow: string } };
  /** A folder that others could write in. */
  'unsafe-folder': { path: string };
  /** No lab runs, or none of that name; `ids`: those that do. */
  'no-lab': { id?: string; ids: readonly string[] };
  'several-labs': { ids: readonly string[] };
  'inside-lab': { id: string };
  'lab-unanswered': { id: string };
  /** What a lab was asked for is neither a part of it nor stands behind `--`. */
  'not-of-lab': { value: string; choices: readonly string[] };

  'unknown-option': { option: string; suggestion?: string };
  'unknown-command': { name: string; suggestion?: string };
  'missing-argument': { name: string };
  'missing-option-value': { option: string };
  'too-many-arguments': { expected: number; given: number };
  'conflicting-options': { one: string; other: string };
  'not-a-port': { value: string };
  'not-a-number': { option: string; value: string; least: number; most: number };
  'not-a-duration': { option: string; value: string };
  'not-a-choice': { option: string; value: string; choices: readonly string[] };
  'bad-value': { option: string; value: string; wanted: WantedValue };
  'option-needs': { option: string; needs: string };
  'not-hex': { value: string };
  'bad-escape': { value: string; at: string };
  'unknown-word': { word: string; suggestion?: string };
  /** What a scenario waits for did not happen on this machine. */
  'not-seen': { what: string };
}
export type FailureCode = keyof Failures;

/** An error the toolkit expects. Anything else is our own bug, and keeps its stack. */
export class SocketsError<Code extends FailureCode = FailureCode> extends Error {
  override readonly name = 'SocketsError';
  readonly fault: Fault;
  readonly code: Code;
  readonly facts: Readonly<Failures[Code]>;

  readonly #status: number;

  /** `status`: what the program is to exit with, where it is not its fault's. */
  constructor(
    fault: Fault,
    code: Code,
    facts: Readonly<Failures[Code]>,
    options: ErrorOptions & { readonly status?: number } = {},
  ) {
    super(`${code}: ${JSON.stringify(facts)}`, options);
    this.#status = options.status ?? EXIT_STATUS[fault];
    this.fault = fault;
    this.code = code;
    this.facts = facts;
  }

  /** The status a program that fails so should exit with. */
  get exitStatus(): number {
    return this.#status;
  }
}
