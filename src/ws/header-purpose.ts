/** What each header of an opening handshake is for, by a word that a text explains. The names in small letters. */
export const HEADER_PURPOSES = {
  host: 'host',
  upgrade: 'upgrade',
  connection: 'connection',
  'sec-websocket-key': 'key',
  'sec-websocket-version': 'version',
  'sec-websocket-accept': 'accept',
  'sec-websocket-protocol': 'subprotocol',
  'sec-websocket-extensions': 'extensions',
  origin: 'origin',
  cookie: 'cookie',
  'set-cookie': 'cookie',
  authorization: 'authorization',
  'user-agent': 'user-agent',
  'accept-language': 'browser-preference',
  'accept-encoding': 'browser-preference',
  accept: 'browser-preference',
  'cache-control': 'cache',
  pragma: 'cache',
  'sec-fetch-dest': 'fetch-metadata',
  'sec-fetch-mode': 'fetch-metadata',
  'sec-fetch-site': 'fetch-metadata',
  allow: 'allow',
  location: 'location',
  date: 'date',
  server: 'server',
  'content-type': 'body',
  'content-length': 'body',
} as const;
export type HeaderPurpose = (typeof HEADER_PURPOSES)[keyof typeof HEADER_PURPOSES];

const BY_NAME: ReadonlyMap<string, HeaderPurpose> = new Map(Object.entries(HEADER_PURPOSES));

/** What a header is for in an opening handshake, its name in capitals or not. `undefined` for others, which it carries along. */
export function purposeOf(name: string): HeaderPurpose | undefined {
  return BY_NAME.get(name.toLowerCase());
}
