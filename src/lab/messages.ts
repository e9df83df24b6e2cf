import { SocketsError } from '../error.ts';
import type { Microseconds } from '../event/clock.ts';
import { isFilter } from './capture-filter.ts';
import type { Impaired } from './impairer.ts';
import type { Change } from './impairments.ts';
import { isChange, isCount, isImpaired, isRecord } from './message-fields.ts';

/** What a lab and those who speak to it agree upon. It stands in every message. */
const VERSION = 1;

/** Octets of a message at the most, without the line's end. */
export const MOST_MESSAGE = 16_384;

/** Where packets are captured: on the interface, or those that the lab takes away. */
export const CAPTURED = ['lo', 'drops'] as const;
export type Captured = (typeof CAPTURED)[number];

/** What a lab is asked to do. */
export type Request =
  | { readonly do: 'status' }
  | { readonly do: 'set'; readonly change: Change }
  /** The answer is followed by a capture file, for as long as the asker does not end its half. A filter is for `lo` alone. */
  | { readonly do: 'capture'; readonly interface: Captured; readonly filter?: string };

/** A lab that is there. */
export interface LabStatus extends Impaired {
  readonly id: string;
  /** The process by whose namespaces others join, as it is called outside. */
  readonly pid: number;
  /** The network namespace: `net:[4026532321]`. */
  readonly network: string;
  readonly since: Microseconds;
}

/** What a lab's tools may refuse. */
type Refusal = SocketsError<'tool-missing'> | SocketsError<'tool-failed'>;

/** What a lab answers. */
export type Reply =
  | { readonly status: LabStatus }
  | { readonly capturing: true }
  | { readonly failed: Refusal };

/** A request as the line that is sent, with its end. */
export function writeRequest(request: Request): string {
  return `${JSON.stringify({ version: VERSION, ...request })}\n`;
}

/** A reply as the line that is sent, with its end. */
export function writeReply(reply: Reply): string {
  const { failed, ...rest } = { failed: undefined, ...reply };
  const told = failed ? { failed: { code: failed.code, facts: failed.facts } } : rest;
  return `${JSON.stringify({ version: VERSION, ...told })}\n`;
}

/** What a line asks for. `undefined` when it is no request, or of another version. Never throws. */
export function readRequest(line: string): Request | undefined {
  const { do: work, change, ...rest } = readMessage(line) ?? {};
  switch (work) {
    case 'status':
      return { do: 'status' };
    case 'set':
      return isChange(change) ? { do: 'set', change } : undefined;
    case 'capture':
      return captureOf(rest);
    default:
      return undefined;
  }
}

/** What a line answers. `undefined` when it is no reply, or of another version. Never throws. */
export function readReply(line: string): Reply | undefined {
  const { status, capturing, failed } = readMessage(line) ?? {};
  if (isStatus(status)) return { status };
  if (capturing === true) return { capturing };
  const refusal = refusalOf(failed);
  return refusal && { failed: refusal };
}

function readMessage(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const message: unknown = JSON.parse(line);
    if (!isRecord(message)) return undefined;
    const { version, ...rest } = message;
    return version === VERSION ? rest : undefined;
  } catch {
    return undefined;
  }
}

function captureOf(message: Readonly<Record<string, unknown>>): Request | undefined {
  const { interface: name, filter } = message;
  const captured = CAPTURED.find((known) => known === name);
  if (captured === undefined) return undefined;
  if (filter === undefined) return { do: 'capture', interface: captured };
  if (captured !== 'lo' || typeof filter !== 'string' || !isFilter(filter)) return undefined;
  return { do: 'capture', interface: captured, filter };
}

function isStatus(value: unknown): value is LabStatus {
  if (!isRecord(value) || !isImpaired(value)) return false;
  const { id, pid, network, since }: Readonly<Record<string, unknown>> = value;
  return typeof id === 'string' && isCount(pid) && typeof network === 'string' && isCount(since);
}

function refusalOf(value: unknown): Refusal | undefined {
  if (!isRecord(value)) return undefined;
  const { code, facts } = value;
  if (!isRecord(facts)) return undefined;
  const { tool, package: name, said } = facts;
  if (typeof tool !== 'string') return undefined;
  if (code === 'tool-missing' && typeof name === 'string') {
    return new SocketsError('system', 'tool-missing', { tool, package: name });
  }
  if (code !== 'tool-failed' || typeof said !== 'string') return undefined;
  return new SocketsError('system', 'tool-failed', { tool, said });
}
