import type { Extension } from './token-list.ts';

/** The name of the extension that compresses messages (RFC 7692 §7). */
export const PERMESSAGE_DEFLATE = 'permessage-deflate';

/** What each parameter takes in an offer and in an answer (RFC 7692 §7.1.1, §7.1.2): a number of window bits, or nothing. */
export const DEFLATE_PARAMETERS = {
  server_no_context_takeover: { offer: 'nothing', answer: 'nothing', section: 'RFC 7692 §7.1.1.1' },
  client_no_context_takeover: { offer: 'nothing', answer: 'nothing', section: 'RFC 7692 §7.1.1.2' },
  server_max_window_bits: { offer: 'bits', answer: 'bits', section: 'RFC 7692 §7.1.2.1' },
  client_max_window_bits: {
    offer: 'bits-or-nothing',
    answer: 'bits',
    section: 'RFC 7692 §7.1.2.2',
  },
} as const;
type ParameterName = keyof typeof DEFLATE_PARAMETERS;

/** The parameters of one offer, or of one answer. A window of so many bits has 2 to the power of them octets. */
export interface DeflateParameters {
  readonly serverNoContextTakeover: boolean;
  readonly clientNoContextTakeover: boolean;
  readonly serverMaxWindowBits?: number;
  /** In an offer also without a number: the client lets the server choose one. */
  readonly clientMaxWindowBits?: number | 'any';
}

/** Why parameters mean nothing (RFC 7692 §7.1). */
export type ParameterProblem = 'unknown-parameter' | 'duplicate-parameter' | 'bad-parameter-value';

/** The parameters of permessage-deflate, or what is wrong with them (RFC 7692 §7.1). */
export function readParameters(
  { parameters }: Extension,
  from: 'offer' | 'answer',
): DeflateParameters | ParameterProblem {
  const seen = new Map<ParameterName, number | 'any'>();
  for (const { name, value } of parameters) {
    if (!isParameter(name)) return 'unknown-parameter';
    if (seen.has(name)) return 'duplicate-parameter';
    const read = readValue(value, DEFLATE_PARAMETERS[name][from]);
    if (read === undefined) return 'bad-parameter-value';
    seen.set(name, read);
  }
  const server = seen.get('server_max_window_bits');
  const client = seen.get('client_max_window_bits');
  return {
    serverNoContextTakeover: seen.has('server_no_context_takeover'),
    clientNoContextTakeover: seen.has('client_no_context_takeover'),
    ...(typeof server === 'number' ? { serverMaxWindowBits: server } : {}),
    ...(client === undefined ? {} : { clientMaxWindowBits: client }),
  };
}

/** An offer, or an answer, as Sec-WebSocket-Extensions has it. */
export function formatParameters(parameters: DeflateParameters): string {
  const { serverMaxWindowBits: server, clientMaxWindowBits: client } = parameters;
  const parts: string[] = [PERMESSAGE_DEFLATE];
  if (parameters.serverNoContextTakeover) parts.push('server_no_context_takeover');
  if (parameters.clientNoContextTakeover) parts.push('client_no_context_takeover');
  if (server !== undefined) parts.push(`server_max_window_bits=${server}`);
  if (client === 'any') parts.push('client_max_window_bits');
  else if (client !== undefined) parts.push(`client_max_window_bits=${client}`);
  return parts.join('; ');
}

/** 8 to 15, without a zero in front. */
const BITS = /^(?:[89]|1[0-5])$/;

function readValue(
  value: string | undefined,
  takes: 'nothing' | 'bits' | 'bits-or-nothing',
): number | 'any' | undefined {
  if (value === undefined) return takes === 'bits' ? undefined : 'any';
  return takes !== 'nothing' && BITS.test(value) ? Number(value) : undefined;
}

function isParameter(name: string): name is ParameterName {
  return Object.hasOwn(DEFLATE_PARAMETERS, name);
}
