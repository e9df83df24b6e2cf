import { expect } from 'vitest';
import { listenPeer, type Peer, type PeerServer } from '../support/peer.ts';
import { type InTerminal, startInTerminal } from '../support/pty.ts';
import { SCRIPT, testNeeding } from '../support/tools.ts';

/** A client in a terminal, ready for a line, and the peer it is connected to. */
async function conversation(
  server: PeerServer,
  args: readonly string[] = [],
): Promise<[InTerminal, Peer]> {
  const terminal = startInTerminal(['tcp-client', '127.0.0.1', String(server.port), ...args]);
  const peer = await server.next();
  await terminal.untilOutput(/type a line to send it/);
  await terminal.ready();
  return [terminal, peer];
}

testNeeding([SCRIPT], 'a typed line goes to the peer, and what it answers is shown', async () => {
  await using server = await listenPeer();
  const [terminal, peer] = await conversation(server);
  await using _terminal = terminal;
  terminal.type('hello 한글');
  expect(await peer.until('\n')).toBe('hello 한글\n');
  peer.socket.write('an answer\n');
  await terminal.untilOutput(/receive +10 B {2}"an answer\\n"/);
});

testNeeding([SCRIPT], 'a line can be edited before it is sent', async () => {
  await using server = await listenPeer();
  const [terminal, peer] = await conversation(server);
  await using _terminal = terminal;
  terminal.type('hellx\x7fo'); // Backspace
  expect(await peer.until('\n')).toBe('hello\n');
  terminal.write('\x1b[A\r'); // the line before
  expect(await peer.until('hello\nhello\n')).toBe('hello\nhello\n');
});

testNeeding([SCRIPT], '// sends a slash; /send and /hex send octets', async () => {
  await using server = await listenPeer();
  const [terminal, peer] = await conversation(server);
  await using _terminal = terminal;
  terminal.type('//x');
  expect(await peer.until('\n')).toBe('/x\n');
  terminal.type('/hex 68 69');
  expect(await peer.until('hi')).toBe('/x\nhi');
  terminal.type('/send \\x00end');
  expect(await peer.until('end')).toBe('/x\nhi\0end');
  terminal.type('/help');
  await terminal.untilOutput(/\/resume +read on/);
});

testNeeding([SCRIPT], '--crlf ends typed lines with CR LF', async () => {
  await using server = await listenPeer();
  const [terminal, peer] = await conversation(server, ['--crlf']);
  await using _terminal = terminal;
  terminal.type('GET / HTTP/1.0');
  expect(await peer.until('\n')).toBe('GET / HTTP/1.0\r\n');
});

testNeeding([SCRIPT], '/end half-closes, and the client reads on until the peer ends', async () => {
  await using server = await listenPeer();
  const [terminal, peer] = await conversation(server);
  await using _terminal = terminal;
  terminal.type('/end');
  await peer.everything();
  terminal.type('too late');
  await terminal.untilOutput(/C1 cannot send any more/);
  peer.socket.end('goodbye');
  expect((await terminal.exited).status).toBe(0);
  expect(terminal.screen).toMatch(/receive +7 B {2}"goodbye"/);
});

testNeeding([SCRIPT], 'Ctrl-D half-closes like the end of input', async () => {
  await using server = await listenPeer();
  const [terminal, peer] = await conversation(server);
  await using _terminal = terminal;
  terminal.write('\x04');
  await peer.everything();
  peer.socket.end('goodbye');
  expect((await terminal.exited).status).toBe(0);
  expect(terminal.screen).toMatch(/^ +\d\.\d{3} {2}C1 +close/m);
  expect(terminal.screen).not.toMatch(/^> .*C1/m);
});

testNeeding([SCRIPT], 'when the peer ends there is nobody to type to any more', async () => {
  await using server = await listenPeer();
  const [terminal, peer] = await conversation(server);
  await using _terminal = terminal;
  peer.socket.end();
  expect((await terminal.exited).status).toBe(0);
  expect(terminal.screen).toMatch(/^the peer has ended$/m);
});

testNeeding([SCRIPT], '/pause and /resume stop and go on reading', async () => {
  await using server = await listenPeer();
  const [terminal, peer] = await conversation(server);
  await using _terminal = terminal;
  terminal.type('/pause');
  await terminal.untilOutput(/C1 +pause/);
  peer.socket.write('unread');
  terminal.type('ping');
  await peer.until('ping\n');
  expect(terminal.stdout.toString()).not.toMatch(/receive/);
  terminal.type('/resume');
  await terminal.untilOutput(/receive +6 B {2}"unread"/);
});

testNeeding([SCRIPT], '/reset cuts, with status 0: it was asked for', async () => {
  await using server = await listenPeer();
  const [terminal, peer] = await conversation(server);
  await using _terminal = terminal;
  terminal.type('/reset');
  expect(await peer.gone()).toBe('ECONNRESET');
  expect((await terminal.exited).status).toBe(0);
});

testNeeding([SCRIPT], '/quit and Ctrl-C end at once, with status 130', async () => {
  for (const keys of ['/quit\r', '\x03']) {
    await using server = await listenPeer();
    const [terminal, peer] = await conversation(server);
    await using _terminal = terminal;
    terminal.write(keys);
    await peer.everything();
    expect((await terminal.exited).status).toBe(130);
  }
});
