import type { DemoText } from '../wording.ts';

export const demo: DemoText = {
  title: 'A real server and a real client, in this process, on loopback. Nothing is staged.',
  listen: '1  The server: socket, bind, listen',
  connect: '2  The client connects; the server accepts, and gets a new socket for it',
  talk: '3  They talk: the client sends, the server answers with capitals',
  stream: '4  TCP is a stream: it keeps the order of octets, not the borders of writes',
  halfClose: '5  The client ends its half and still receives; then the server ends its own',
  stop: '6  The server stops listening',
  streamSeen: ({ writes, reads }) =>
    `${writes} writes by the client, ${reads} ${reads === 1 ? 'read' : 'reads'} by the server, this time.`,
  seen: ({ steps, sockets }) =>
    `That was ${steps} steps of ${sockets} sockets. Now try it by hand:`,
  next: [
    'npx sockets tcp-server 9000             in one terminal',
    'npx sockets tcp-client localhost 9000   in another',
    'npx sockets explain accept              what a word means',
  ],
};
