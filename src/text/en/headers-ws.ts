import type { HeadersText } from '../wording-ws.ts';

export const headers: HeadersText = {
  host: 'the name the client called: one machine may serve many',
  upgrade: 'the protocol to go on with',
  connection: 'Upgrade is for the next hop only, and proxies must know',
  key: '16 random octets: only who reads them can answer',
  version: 'the version of WebSocket: 13 is the only one',
  accept: 'the answer to the key: this is a WebSocket server, and no cached page',
  subprotocol: 'what the messages mean: offered in a list, one is chosen',
  extensions: 'what changes the frames, such as compression',
  origin: 'whose page asks; browsers send it, and other programs can write anything',
  cookie: 'what this server gave the browser to remember',
  authorization: 'who is asking, with a proof',
  'user-agent': 'the program that asks',
  'browser-preference': 'sent with every request of a browser; means nothing here',
  cache: 'no cache may answer in place of the server',
  'fetch-metadata': 'what sort of page asks, in the words of the browser',
  allow: 'the methods there are here',
  location: 'where to ask instead',
  date: 'when the answer was made',
  server: 'the program that answers',
  body: 'what follows behind the empty line',
};
