import { expect } from 'vitest';
import { CONSOLE_COMMANDS } from '../../src/text/wording.ts';
import { connectPeer } from '../support/peer.ts';
import { type InTerminal, startInTerminal } from '../support/pty.ts';
import { SCRIPT, testNeeding } from '../support/tools.ts';

/** A server in a terminal, and its port, once it takes commands. */
async function server(args: readonly string[] = []): Promise<[InTerminal, number]> {
  const terminal = startInTerminal(['tcp-server', '0', ...args]);
  const [, port] = await terminal.untilOutput(/listening on 127\.0\.0\.1:(\d+)/);
  await terminal.ready();
  return [terminal, Number(port)];
}

testNeeding([SCRIPT], '/help lists every command of a server, /list its sockets', async () => {
  const [terminal, port] = await server();
  await using _terminal = terminal;
  terminal.type('/help');
  // Frames are a WebSocket server's.
  const others = ['//', 'binary', 'ping', 'pong', 'close', 'frame'];
  for (const command of CONSOLE_COMMANDS.filter((name) => !others.includes(name))) {
    await terminal.untilOutput(new RegExp(`^.*  /${command}( |\\b).{4,}$`, 'm'));
  }
  terminal.type('/list');
  await terminal.untilOutput(/no connections/);
  using peer = await connectPeer(port);
  peer.socket.write('12345');
  await peer.until('12345');
  terminal.type('/list');
  await terminal.untilOutput(/S1 {2}127\.0\.0\.1:\d+ {2}5 B in, 5 B out {2}\d/);
});

testNeeding([SCRIPT], '/send and /hex send to one socket, escapes understood', async () => {
  const [terminal, port] = await server(['--service', 'discard']);
  await using _terminal = terminal;
  using first = await connectPeer(port);
  await terminal.untilOutput(/S1 +accept/);
  using second = await connectPeer(port);
  await terminal.untilOutput(/S2 +accept/);
  terminal.type('/send S1 hi \\x21');
  terminal.type('/hex s2 68 69');
  expect(await first.until('\n')).toBe('hi !\n');
  expect(await second.until('hi')).toBe('hi');
  terminal.type('/send S9 hi');
  await terminal.untilOutput(/there is no S9; there are S1, S2/);
  terminal.type('/hex S1 6');
  await terminal.untilOutput(/'6' is not hexadecimal/);
  terminal.type('/sned S1 hi');
  await terminal.untilOutput(/no command \/sned; did you mean \/send\?/);
  expect(first.received.toString()).toBe('hi !\n');
});

testNeeding(
  [SCRIPT],
  '/end half-closes: the peer reads end of stream and may still send',
  async () => {
    const [terminal, port] = await server(['--service', 'discard']);
    await using _terminal = terminal;
    using peer = await connectPeer(port);
    await terminal.untilOutput(/S1 +accept/);
    terminal.type('/end S1');
    expect(await peer.everything()).toHaveLength(0);
    peer.socket.end('after the end');
    await terminal.untilOutput(/receive +13 B/);
    await terminal.untilOutput(/S1 +close +13 B in, 0 B out/);
  },
);

testNeeding([SCRIPT], '/reset cuts: the peer gets ECONNRESET', async () => {
  const [terminal, port] = await server();
  await using _terminal = terminal;
  using peer = await connectPeer(port);
  await terminal.untilOutput(/S1 +accept/);
  terminal.type('/reset S1');
  expect(await peer.gone()).toBe('ECONNRESET');
  await terminal.untilOutput(/S1 +──▶ reset/);
});

testNeeding([SCRIPT], '/pause stops the reading of one socket, /resume goes on', async () => {
  const [terminal, port] = await server();
  await using _terminal = terminal;
  using paused = await connectPeer(port);
  await terminal.untilOutput(/S1 +accept/);
  using other = await connectPeer(port);
  await terminal.untilOutput(/S2 +accept/);
  terminal.type('/pause S1');
  await terminal.untilOutput(/S1 +pause/);
  paused.socket.write('anybody there?');
  other.socket.write('I am served');
  await other.until('I am served');
  terminal.type('/list');
  await terminal.untilOutput(/S1 .*0 B out.*not reading/);
  expect(paused.received).toHaveLength(0);
  terminal.type('/resume S1');
  await paused.until('anybody there?');
});

testNeeding([SCRIPT], 'Tab completes a command and the label of a socket', async () => {
  const [terminal, port] = await server(['--service', 'discard']);
  await using _terminal = terminal;
  using peer = await connectPeer(port);
  await terminal.untilOutput(/S1 +accept/);
  terminal.write('/se\t');
  await terminal.untilOutput(/\/send /);
  terminal.write('S\t');
  await terminal.untilOutput(/S1 $/);
  terminal.type('hi');
  expect(await peer.until('\n')).toBe('hi\n');
});

testNeeding(
  [SCRIPT],
  'Ctrl-C stops a server in its terminal with status 130, and its last lines stand alone',
  async () => {
    const [terminal, port] = await server();
    await using _terminal = terminal;
    using peer = await connectPeer(port);
    await terminal.untilOutput(/S1 +accept/);
    terminal.interrupt();
    await peer.everything();
    await terminal.untilOutput(/waiting for S1 to end/);
    terminal.interrupt();
    expect((await terminal.exited).status).toBe(130);
    expect(terminal.screen).toMatch(/^cut: S1$/m);
    expect(terminal.screen).not.toMatch(/^> .*S1/m);
    expect(terminal.screen).toMatch(/^ +\d\.\d{3} {2}S1 +close/m);
  },
);

testNeeding([SCRIPT], '/quit stops it, too', async () => {
  const [terminal] = await server();
  await using _terminal = terminal;
  terminal.type('/quit');
  expect((await terminal.exited).status).toBe(130);
});
