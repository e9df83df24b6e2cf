import { expect } from 'vitest';
import { type DatagramPeer, datagramPeer } from '../support/datagram-peer.ts';
import { type InTerminal, startInTerminal } from '../support/pty.ts';
import { SCRIPT, testNeeding } from '../support/tools.ts';

/** A sender in a terminal, ready for a line. */
async function senderTo(peer: DatagramPeer, args: readonly string[] = []): Promise<InTerminal> {
  const terminal = startInTerminal(['udp-send', '127.0.0.1', String(peer.port), ...args]);
  await terminal.untilOutput(/each line you type is one datagram/);
  await terminal.ready();
  return terminal;
}

testNeeding([SCRIPT], 'a typed line is one datagram, and what comes back is shown', async () => {
  using peer = await datagramPeer({ answer: (text) => [text.toUpperCase()] });
  await using terminal = await senderTo(peer);
  terminal.type('hello 한글');
  terminal.type('/hex 68 69');
  terminal.type('/send \\x00end');
  expect(await peer.until(3)).toEqual(['hello 한글\n', 'hi', '\0end']);
  await terminal.untilOutput(/receive +13 B {2}127\.0\.0\.1:\d+ "HELLO 한글\\n"/);
  terminal.type('/nonsense');
  await terminal.untilOutput(/no command \/nonsense/);
});

testNeeding([SCRIPT], 'Ctrl-D ends it with 0, after it has waited for replies', async () => {
  using peer = await datagramPeer({ answer: (text) => [text] });
  await using terminal = await senderTo(peer, ['--wait', '500']);
  terminal.type('hi');
  await peer.until(1);
  terminal.write('\x04');
  expect((await terminal.exited).status).toBe(0);
  expect(terminal.screen).toMatch(/^ +1 +1 +0 \(0 %\)/m);
});

testNeeding([SCRIPT], '/quit and Ctrl-C end at once, with status 130', async () => {
  for (const keys of ['/quit\r', '\x03']) {
    using peer = await datagramPeer();
    await using terminal = await senderTo(peer, ['--wait', '60000']);
    terminal.type('hi');
    await peer.until(1);
    terminal.write(keys);
    expect((await terminal.exited).status).toBe(130);
    expect(terminal.screen).toMatch(/^ +1 +0 +1 \(100 %\)/m);
  }
});

testNeeding([SCRIPT], 'the ^C that a terminal shows moves no line of the trace', async () => {
  await using terminal = startInTerminal(['udp-recv', '0']);
  await terminal.untilOutput(/U1 +bind/);
  terminal.interrupt();
  expect((await terminal.exited).status).toBe(130);
  // The next line is written over it.
  expect(terminal.stdout.toString()).toMatch(/\n\^C\r +[\d.]+ {2}U1 +close/);
});

testNeeding([SCRIPT], 'a receiver in a terminal shows a long payload whole', async () => {
  await using terminal = startInTerminal(['udp-recv', '0', '--count', '1'], {});
  const [, port] = await terminal.untilOutput(/receiving on \S+:(\d+)/);
  using peer = await datagramPeer();
  await peer.send(`${'long '.repeat(30)}\nend\n`, Number(port));
  expect((await terminal.exited).status).toBe(0);
  expect(terminal.screen).toMatch(/^ {2}(long )+/m);
  expect(terminal.screen).toMatch(/^ {2}end$/m);
});
