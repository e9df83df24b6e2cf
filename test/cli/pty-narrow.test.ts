import { expect } from 'vitest';
import { width } from '../../src/view/columns.ts';
import { connectPeer, listenPeer } from '../support/peer.ts';
import { startInTerminal } from '../support/pty.ts';
import { SCRIPT, testNeeding } from '../support/tools.ts';

const NARROW = { columns: 20, rows: 10 };

function expectNarrow(screen: string): void {
  expect(screen.split('\n').filter((line) => width(line) > 20)).toEqual([]);
}

for (const lang of ['en', 'ko']) {
  testNeeding(
    [SCRIPT],
    `no line of a server is wider than a terminal of 20 columns (${lang})`,
    async () => {
      const args = ['tcp-server', '0', '--lang', lang, '--hex', '--explain'];
      await using terminal = startInTerminal(args, NARROW);
      const [, port] = await terminal.untilOutput(/127\.0\.0\.1:(\d+)\D/);
      await terminal.ready();
      using peer = await connectPeer(Number(port));
      peer.socket.write('a line that is much too long for it, 그리고 한국어\n');
      await peer.until('\n');
      terminal.type('/help');
      terminal.type('/list');
      terminal.type('/send S9 x');
      await terminal.untilOutput(/S9[\s\S]*S9/);
      terminal.interrupt();
      await peer.everything();
      terminal.interrupt();
      expect((await terminal.exited).status).toBe(130);
      expectNarrow(terminal.screen);
    },
  );

  testNeeding([SCRIPT], `nor one of a client (${lang})`, async () => {
    await using server = await listenPeer();
    const args = ['tcp-client', '127.0.0.1', String(server.port), '--lang', lang];
    await using terminal = startInTerminal(args, NARROW);
    const peer = await server.next();
    await terminal.ready();
    peer.socket.write('넓은 글자 '.repeat(20));
    await terminal.untilOutput(/receive/);
    terminal.type('/nonsense');
    await terminal.untilOutput(/\/help/);
    peer.socket.resetAndDestroy();
    expect((await terminal.exited).status).toBe(3);
    expectNarrow(terminal.screen);
  });

  testNeeding([SCRIPT], `nor one of the demo, an explanation or an error (${lang})`, async () => {
    for (const args of [
      ['demo'],
      ['explain', 'accept'],
      ['explain'],
      ['explain', 'acept'],
      ['tcp-server', 'x'],
    ]) {
      await using terminal = startInTerminal([...args, '--lang', lang], NARROW);
      await terminal.exited;
      expectNarrow(terminal.screen);
    }
  });
}
