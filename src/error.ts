/** Who has to change something: the person typing, the peer, or this machine. */
export type Fault = 'usage' | 'peer' | 'system';

/** What the shell is told: 0 is done; a signal adds its number to 128. */
export const EXIT_STATUS = { usage: 2, peer: 3, system: 1 } as const satisfies Record<
  Fault,
  number
>;

/** Every expected failure by its stable code, with the facts its message needs. */
export interface Failures {
  'port-taken': { address: string; port: number; holder?: string };
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
  'bad-trace': { line: number; problem: string };
  system: { call: string; code: string };
  'send-after-shutdown': { socket: string };

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
  'not-hex': { value: string };
  'bad-escape': { value: string; at: string };
  'unknown-word': { word: string; suggestion?: string };
}
export type FailureCode = keyof Failures;

/** An error the toolkit expects. Anything else is our own bug, and keeps its stack. */
export class SocketsError<Code extends FailureCode = FailureCode> extends Error {
  override readonly name = 'SocketsError';
  readonly fault: Fault;
  readonly code: Code;
  readonly facts: Readonly<Failures[Code]>;

  constructor(fault: Fault, code: Code, facts: Readonly<Failures[Code]>, options?: ErrorOptions) {
    super(`${code}: ${JSON.stringify(facts)}`, options);
    this.fault = fault;
    this.code = code;
    this.facts = facts;
  }

  /** The status a program that fails so should exit with. */
  get exitStatus(): number {
    return EXIT_STATUS[this.fault];
  }
}
