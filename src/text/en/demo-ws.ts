import type { WsDemoText } from '../wording-ws.ts';

export const wsDemo: WsDemoText = {
  title: 'A real WebSocket server and client, in this process, on loopback.',
  request: '1  The opening handshake is HTTP: a GET that asks for another protocol',
  accept: '2  The answer proves that the server read the key; with it, HTTP is over',
  joined: 'key and GUID',
  hashed: 'SHA-1 of both',
  encoded: 'in base64',
  refused: '3  A request without its key, typed as text: refused, and by which rule',
  frame: '4  A message of text is one frame: here 6 octets of header, 5 of payload',
  bits: 'Every bit of the first one:',
  fragments: '5  A message in two frames; only a control frame may come in between',
  ping: '6  Ping, and the pong with the same octets: the round trip is known',
  silent: '7  A server pings, and a client that no longer reads is given up',
  compression: '8  permessage-deflate: what repeats itself goes as a few octets',
  violation: '9  A broken frame, a reserved bit set: refused with 1002, and closed',
  close: '10  The close: Close frames both ways, then the server ends the stream',
  next: [
    'npx sockets ws-server 9000                 in one terminal; see its page, too',
    'npx sockets ws-client ws://localhost:9000  in another: type, /ping, /close',
    'npx sockets ws-client ws://localhost:9000 --hex --send hello     bit by bit',
    'npx sockets explain masking-key            what a word means',
  ],
};
