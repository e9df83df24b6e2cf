import { expect } from 'vitest';
import { width } from '../../src/view/columns.ts';
import { makeWsService } from '../../src/ws/services.ts';
import { until } from '../support/pair.ts';
import { listenPeer } from '../support/peer.ts';
import { type InTerminal, startInTerminal, type TerminalOptions } from '../support/pty.ts';
import { SCRIPT, testNeeding } from '../support/tools.ts';
import { framesOf } from '../support/ws-frames.ts';
import { listening, rawServer } from '../ws/ws-peer.ts';

const HINT = /\/ping \/close \/frame · \/help/;

/** A client in a terminal, ready for a line. */
async function clientTo(
  port: number,
  args: readonly string[] = [],
  options?: TerminalOptions,
): Promise<InTerminal> {
  const terminal = startInTerminal(['ws-client', `ws://127.0.0.1:${port}`, ...args], options);
  await terminal.untilOutput(HINT);
  await terminal.ready();
  return terminal;
}

/** A server that answers nothing by itself, and all it tells. */
const quiet = () => listening({ serve: makeWsService('discard') });

testNeeding([SCRIPT], 'what is typed goes as messages and control frames', async () => {
  const { server, trace, port } = await quiet();
  await using _server = server;
  await using terminal = await clientTo(port);
  terminal.type('hello 한글');
  terminal.type('/ping hi');
  await terminal.untilOutput(/ws-round-trip/);
  terminal.type('/pong');
  terminal.type('/binary 00ff');
  terminal.type('/send a\\x00b');
  terminal.type('//x');
  await until(trace, () => framesOf(trace).length >= 7, 'seven frames');
  expect(framesOf(trace)).toEqual([
    ...[
      `peer text ${Buffer.from('hello 한글').toString('latin1')}`,
      'peer ping hi',
      'us pong hi',
      'peer pong ',
    ],
    ...['peer binary \0\xff', 'peer text a\0b', 'peer text /x'],
  ]);
  expect(terminal.screen).toMatch(/ws-round-trip +the pong came after [\d.]+ m?s/);
});

testNeeding([SCRIPT], '/frame sends what is right as well: a message in two frames', async () => {
  const { server, trace, port } = await quiet();
  await using _server = server;
  await using terminal = await clientTo(port);
  terminal.type('/frame opcode=text fin=0 hel');
  terminal.type('/frame opcode=0 hex=6c 6f');
  await until(trace, ({ type }) => type === 'ws-message', 'message');
  expect(trace.of('ws-message')).toMatchObject([{ frames: 2, bytes: 5 }]);
  expect(trace.of('ws-violation')).toEqual([]);
});

const CLOSES = [
  { typed: '/close 1001 bye', code: 1001, reason: 'bye' },
  { typed: '/close 4000 enough', code: 4000, reason: 'enough' },
  { typed: '/close', code: 1005, reason: '' },
  { typed: '\x04', code: 1000, reason: '' },
];

testNeeding([SCRIPT], 'a close that we began ends with status 0, whatever its code', async () => {
  for (const { typed, code, reason } of CLOSES) {
    const { server, trace, port } = await quiet();
    await using _server = server;
    await using terminal = await clientTo(port);
    if (typed.startsWith('/')) terminal.type(typed);
    else terminal.write(typed);
    expect((await terminal.exited).status, typed).toBe(0);
    expect(trace.of('ws-closed')).toMatchObject([{ code, reason, clean: true, by: 'peer' }]);
    expect(terminal.screen).not.toContain('sockets: ');
  }
});

testNeeding([SCRIPT], '/end and /reset end without a Close frame, with status 0', async () => {
  for (const typed of ['/end', '/reset']) {
    const { server, trace, port } = await quiet();
    await using _server = server;
    await using terminal = await clientTo(port);
    terminal.type(typed);
    expect((await terminal.exited).status, typed).toBe(0);
    await until(trace, ({ type }) => type === 'ws-closed', 'ws-closed');
    expect(trace.of('ws-closed')).toMatchObject([{ code: 1006, clean: false }]);
    expect(trace.of('reset')).toHaveLength(typed === '/reset' ? 1 : 0);
  }
});

const BROKEN = [
  { name: 'wrong-mask', rule: 'unmasked-client-frame', code: 1002 },
  { name: 'reserved-bit', rule: 'reserved-bit', code: 1002 },
  { name: 'fragmented-ping', rule: 'fragmented-control', code: 1002 },
  { name: 'long-ping', rule: 'long-control', code: 1002 },
  { name: 'bad-utf8', rule: 'bad-utf8', code: 1007 },
];

testNeeding(
  [SCRIPT],
  'a broken frame is refused by its rule, which ends with status 3',
  async () => {
    for (const { name, rule, code } of BROKEN) {
      const { server, trace, port } = await quiet();
      await using _server = server;
      await using terminal = await clientTo(port);
      terminal.type(`/frame ${name}`);
      expect((await terminal.exited).status, name).toBe(3);
      expect(trace.of('ws-violation')).toMatchObject([{ by: 'peer', rule, code }]);
      expect(terminal.screen).toMatch(
        new RegExp(`^sockets: 127\\.0\\.0\\.1:\\d+ closed with ${code}`, 'm'),
      );
    }
  },
);

const LONG = 'x'.repeat(126);
const MISTYPED = [
  ['/binary 0', /'0' is not hexadecimal/],
  [`/ping ${LONG}`, /\/ping cannot be '126 B'\./],
  [`/pong ${LONG}`, /\/pong cannot be '126 B'\./],
  ['/close 1006', /may carry the status code 1006 abnormal closure/],
  ['/close soon', /\/close cannot be 'soon'/],
  [`/close 1000 ${LONG}`, /reason is too long for a Close frame: 126 B/],
  ['/frame nonsense', /\/frame cannot be 'nonsense'/],
  ['/frame opcode=16 x', /\/frame cannot be '16'/],
  ['/frame opcode=text hex=6', /'6' is not hexadecimal/],
  ['/send \\q', /\\q in \\q means nothing/],
  ['/pnig', /no command \/pnig; did you mean \/ping\?/],
  ['/constructor', /no command \/constructor/],
  ['/frame constructor', /cannot be 'constructor'/],
] as const;

testNeeding([SCRIPT], 'what is typed wrong is told, and nothing of it is sent', async () => {
  const { server, trace, port } = await quiet();
  await using _server = server;
  await using terminal = await clientTo(port, [], { columns: 80 });
  for (const [typed, told] of MISTYPED) {
    terminal.type(typed);
    await terminal.untilOutput(told);
  }
  terminal.type('still here');
  await until(trace, ({ type }) => type === 'ws-frame', 'frame');
  expect(framesOf(trace)).toEqual(['peer text still here']);
});

testNeeding(
  [SCRIPT],
  'after our Close frame nothing more can be said, and that is told',
  async () => {
    await using listener = await listenPeer();
    const starting = clientTo(listener.port);
    using raw = await rawServer(listener);
    await using terminal = await starting;
    terminal.type('/close 1000 bye');
    await raw.untilFrames(1);
    terminal.type('too late');
    await terminal.untilOutput(/C1 cannot send any more: /);
    for (const [i, typed] of ['/ping', '/pong', '/close', '/send x', '/binary 00'].entries()) {
      terminal.type(typed);
      await terminal.untilOutput(new RegExp(`(?:sockets: C1 cannot send any more[^]*){${i + 1}}`));
    }
    raw.peer.socket.end();
    expect(await raw.untilEnd()).toEqual(['close:1000']);
  },
);

const LONG_TEXT = '한글 메시지 '.repeat(20);

for (const [lang, help] of [
  ['en', /\/frame reserved-bit +send any frame/],
  ['ko', /\/frame reserved-bit +맞든 틀리든/],
] as const) {
  testNeeding([SCRIPT], `no line is longer than 80 columns (${lang})`, async () => {
    const { server, trace, port } = await listening({ deflate: {} });
    await using _server = server;
    const args = ['--lang', lang, '--hex', '--explain', '--compress'];
    await using terminal = await clientTo(port, args, { columns: 80, rows: 50 });
    terminal.type('/help');
    await terminal.untilOutput(help);
    terminal.type(LONG_TEXT);
    terminal.type('/ping 있습니까?');
    await terminal.untilOutput(/ws-round-trip/);
    terminal.type('/frame 아무것도');
    await terminal.untilOutput(/wrong-mask/);
    terminal.type('/frame bad-close');
    expect((await terminal.exited).status).toBe(3);
    expect(trace.of('ws-violation')).toMatchObject([{ rule: 'bad-close-code' }]);
    // What is typed, the terminal shows as it likes.
    const lines = terminal.screen.split('\n').filter((line) => !line.includes(LONG_TEXT));
    for (const line of lines) expect(width(line), line).toBeLessThanOrEqual(80);
    expect(terminal.screen).toMatch(/^ {2}opcode +0001 +text$/m);
  });
}
