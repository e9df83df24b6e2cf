/** What a status code is called (IANA WebSocket Close Code Number Registry), and what it tells. */
const CODES: Readonly<Record<number, readonly [name: string, tells: string]>> = {
  1000: ['normal closure', 'It has done what the connection was for.'],
  1001: ['going away', 'The server is stopping, or the page in the browser was left.'],
  1002: ['protocol error', 'It says that a frame broke the rules of RFC 6455.'],
  1003: ['unsupported data', 'It does not take messages of this kind: text, or binary.'],
  1004: ['reserved', 'This code has no meaning yet.'],
  1005: ['no status code', 'Its Close frame had no status code.'],
  1006: ['abnormal closure', 'The stream ended without a Close frame: nothing says why.'],
  1007: [
    'invalid payload data',
    'It says that a message was not what its kind wants: text is UTF-8.',
  ],
  1008: ['policy violation', 'It does not allow what was sent, and does not say more.'],
  1009: ['message too big', 'It takes no messages as long as this.'],
  1010: ['mandatory extension', 'The client needs an extension that the server did not agree to.'],
  1011: ['internal error', 'Something went wrong within the server.'],
  1012: ['service restart', 'The server is being started anew.'],
  1013: ['try again later', 'The server has too much to do.'],
  1014: ['bad gateway', 'A server in between got no proper answer from the one behind it.'],
  1015: ['TLS handshake', 'The TLS handshake failed, so that no frame could go.'],
};

const RANGES: readonly (readonly [last: number, name: string, tells: string])[] = [
  [999, 'unused', 'Codes below 1000 are not used.'],
  [
    2999,
    'not defined',
    'Codes up to 2999 are left to the protocol, which has not defined this one.',
  ],
  [3999, 'registered', 'Codes from 3000 to 3999 are registered by libraries and frameworks.'],
  [4999, 'private use', 'Codes from 4000 to 4999 mean what both programs agreed on.'],
];
const BEYOND = ['out of range', 'There are no codes from 5000 on.'] as const;

function row(code: number): readonly [name: string, tells: string] {
  const [, name = BEYOND[0], tells = BEYOND[1]] = RANGES.find(([last]) => code <= last) ?? [];
  return CODES[code] ?? [name, tells];
}

/** A status code with its name: `1000 normal closure`. */
export const named = (code: number) => `${code} ${row(code)[0]}`;

/** What it says about the connection: a sentence. */
export const tells = (code: number) => row(code)[1];
