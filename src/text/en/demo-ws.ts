import type { WsDemoText } from '../wording-ws.ts';

export const wsDemo: WsDemoText = {
  title: 'A real WebSocket server and client, in this process, on loopback. Nothing is staged.',
  request: '1  The opening handshake is HTTP: a GET that asks for another protocol, line by line',
  accept: '2  The answer: the server proves that it read the key, and HTTP is over',
  frame: '3  A message of text is one frame: 6 + 5 B are header and text. --hex shows its bits',
  mask: '4  What a client sends is masked, octet by octet with a random key: before and after',
  masked: 'On the wire:',
  unmasked: 'Unmasked:',
  fragments:
    '5  A message in two frames, and a ping between them: only control frames may stand there',
  ping: '6  Ping and pong: the peer must answer, with the same octets. Who asked knows the round trip',
  compression:
    '7  A connection with permessage-deflate: a message that repeats itself goes as a few octets',
  violation:
    '8  A broken frame: a reserved bit is set. The server refuses it with 1002, and closes',
  close:
    '9  The closing handshake: Close frames both ways, then the server ends the stream, then TCP is closed',
  next: [
    'npx sockets ws-server 9000                 in one terminal; see its page, too',
    'npx sockets ws-client ws://localhost:9000  in another: type, /ping, /close',
    'npx sockets ws-client ws://localhost:9000 --hex --send hello     bit by bit',
    'npx sockets explain masking-key            what a word means',
  ],
};
