import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { connectPath, listenPath } from '../support/paths.ts';
import type { Peer, PeerServer } from '../support/peer.ts';
import { type InTerminal, startInTerminal } from '../support/pty.ts';
import { SCRIPT, testNeeding } from '../support/tools.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
  path = join(folder, 'it.sock');
});

afterEach(() => rm(folder, { recursive: true }));

describe('a server in a terminal', () => {
  async function server(args: readonly string[] = []): Promise<InTerminal> {
    const terminal = startInTerminal(['unix-server', path, ...args]);
    await terminal.untilOutput(/listening on /);
    await terminal.ready();
    return terminal;
  }

  testNeeding([SCRIPT], '/list names the path of its sockets', async () => {
    await using terminal = await server();
    using peer = await connectPath(path);
    peer.socket.write('12345');
    await peer.until('12345');
    terminal.type('/list');
    await terminal.untilOutput(new RegExp(`S1 {2}${path} {2}5 B in, 5 B out {2}\\d`));
  });

  testNeeding([SCRIPT], '/send sends, /pause stops the reading, /end half-closes', async () => {
    await using terminal = await server();
    using peer = await connectPath(path);
    await terminal.untilOutput(/S1 +accept/);
    terminal.type('/send S1 hi \\x21');
    expect(await peer.until('\n')).toBe('hi !\n');
    terminal.type('/pause S1');
    await terminal.untilOutput(/S1 +pause/);
    peer.socket.write('unread');
    terminal.type('/list');
    await terminal.untilOutput(/S1 .*5 B out.*not reading/);
    terminal.type('/resume S1');
    await peer.until('unread');
    terminal.type('/end S1');
    expect((await peer.everything()).toString()).toBe('hi !\nunread');
    peer.socket.end();
    await terminal.untilOutput(/S1 +close +6 B in, 11 B out/);
  });

  testNeeding([SCRIPT], '/help has all but /reset, which there is not', async () => {
    await using terminal = await server();
    using _peer = await connectPath(path);
    await terminal.untilOutput(/S1 +accept/);
    terminal.type('/help');
    await terminal.untilOutput(/^ *\/\/… /m);
    for (const name of ['list', 'send', 'hex', 'end', 'pause', 'resume']) {
      expect(terminal.screen).toMatch(new RegExp(`^ *  /${name}\\b.{4,}$`, 'm'));
    }
    expect(terminal.screen).not.toMatch(/\/reset/);
    terminal.type('/reset S1');
    await terminal.untilOutput(/no command \/reset/);
    expect(terminal.screen).not.toMatch(/S1 +close/);
  });

  testNeeding([SCRIPT], 'Ctrl-C stops it with status 130, and its file is gone', async () => {
    await using terminal = await server();
    terminal.interrupt();
    expect((await terminal.exited).status).toBe(130);
    expect(existsSync(path)).toBe(false);
    expect(terminal.screen).toMatch(/L1 +unlink .*L1 +close/s);
  });
});

describe('a client in a terminal', () => {
  async function conversation(server: PeerServer): Promise<[InTerminal, Peer]> {
    const terminal = startInTerminal(['unix-client', path]);
    const peer = await server.next();
    await terminal.untilOutput(/type a line to send it/);
    await terminal.ready();
    return [terminal, peer];
  }

  testNeeding([SCRIPT], 'a typed line goes to the peer, and what it answers is shown', async () => {
    await using server = await listenPath(path);
    const [terminal, peer] = await conversation(server);
    await using _terminal = terminal;
    terminal.type('hello 한글');
    expect(await peer.until('\n')).toBe('hello 한글\n');
    peer.socket.write('an answer\n');
    await terminal.untilOutput(/receive +10 B {2}"an answer\\n"/);
    terminal.type('/end');
    await peer.everything();
    peer.socket.end('goodbye');
    expect((await terminal.exited).status).toBe(0);
    expect(terminal.screen).toMatch(/receive +7 B {2}"goodbye"/);
  });

  testNeeding([SCRIPT], '/help has no /reset; /pause and /resume stop and go on', async () => {
    await using server = await listenPath(path);
    const [terminal, peer] = await conversation(server);
    await using _terminal = terminal;
    terminal.type('/help');
    await terminal.untilOutput(/\/resume +read on/);
    await terminal.untilOutput(/^ *\/\/… /m);
    expect(terminal.screen).not.toMatch(/\/reset/);
    terminal.type('/pause');
    await terminal.untilOutput(/C1 +pause/);
    peer.socket.write('unread');
    terminal.type('ping');
    await peer.until('ping\n');
    expect(terminal.stdout.toString()).not.toMatch(/receive/);
    terminal.type('/resume');
    await terminal.untilOutput(/receive +6 B {2}"unread"/);
  });

  testNeeding([SCRIPT], 'a peer that goes away altogether leaves nobody to type to', async () => {
    await using server = await listenPath(path);
    const [terminal, peer] = await conversation(server);
    await using _terminal = terminal;
    peer.socket.destroy();
    expect((await terminal.exited).status).toBe(0);
    expect(terminal.screen).toMatch(/^the peer has ended$/m);
  });

  testNeeding([SCRIPT], 'Ctrl-C ends it at once, with status 130', async () => {
    await using server = await listenPath(path);
    const [terminal, peer] = await conversation(server);
    await using _terminal = terminal;
    terminal.interrupt();
    await peer.everything();
    expect((await terminal.exited).status).toBe(130);
  });
});
