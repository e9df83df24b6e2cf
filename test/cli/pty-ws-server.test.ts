import { expect } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { width } from '../../src/view/columns.ts';
import { until } from '../support/pair.ts';
import { type InTerminal, startInTerminal, type TerminalOptions } from '../support/pty.ts';
import { SCRIPT, testNeeding } from '../support/tools.ts';
import { framesOf } from '../support/ws-frames.ts';
import { connected } from '../ws/ws-peer.ts';

/** A server in a terminal that answers nothing by itself, and its port, once it takes commands. */
async function server(
  args: readonly string[] = [],
  options?: TerminalOptions,
): Promise<[InTerminal, number]> {
  const given = ['ws-server', '0', '--service', 'discard', ...args];
  const terminal = startInTerminal(given, options);
  const [, port] = await terminal.untilOutput(/ws:\/\/127\.0\.0\.1:(\d+)\//);
  await terminal.ready();
  return [terminal, Number(port)];
}

const isFrame = ({ type }: SocketEvent) => type === 'ws-frame';

testNeeding([SCRIPT], '/help lists what can be done to a socket, /list the sockets', async () => {
  const [terminal, port] = await server();
  await using _terminal = terminal;
  terminal.type('/help');
  for (const name of ['send', 'binary', 'ping', 'pong', 'close', 'frame', 'end', 'reset']) {
    await terminal.untilOutput(new RegExp(`^ {2}/${name} S1\\b.* {2}\\S{2}`, 'm'));
  }
  terminal.type('/list');
  await terminal.untilOutput(/no connections/);
  const { ws } = await connected({ port });
  await terminal.untilOutput(/S1 +ws-open/);
  terminal.type('/list');
  await terminal.untilOutput(/S1 {2}127\.0\.0\.1:\d+ {2}\d+ B in, \d+ B out {2}\d/);
  ws.reset();
});

testNeeding([SCRIPT], 'messages and control frames go to the socket that is named', async () => {
  const [terminal, port] = await server();
  await using _terminal = terminal;
  const first = await connected({ port });
  await terminal.untilOutput(/S1 +ws-open/);
  const second = await connected({ port });
  await terminal.untilOutput(/S2 +ws-open/);
  terminal.type('/send S2 안녕 \\x21');
  terminal.type('/ping s2 hi');
  terminal.type('/pong S2');
  terminal.type('/binary S2 00 ff');
  terminal.type('/close S2 4000 enough');
  expect(await second.ws.closed).toMatchObject({ code: 4000, reason: 'enough', by: 'peer' });
  expect(framesOf(second.trace)).toEqual([
    `peer text ${Buffer.from('안녕 !').toString('latin1')}`,
    ...['peer ping hi', 'us pong hi', 'peer pong ', 'peer binary \0\xff'],
    ...['peer close \x0f\xa0enough', 'us close \x0f\xa0'],
  ]);
  await terminal.untilOutput(/S2 +ws-round-trip/);
  expect(framesOf(first.trace)).toEqual([]);
  expect(first.ws.open).toBe(true);
  first.ws.reset();
});

const BROKEN = [
  { name: 'wrong-mask', rule: 'masked-server-frame', code: 1002 },
  { name: 'reserved-bit', rule: 'reserved-bit', code: 1002 },
  { name: 'reserved-opcode', rule: 'reserved-opcode', code: 1002 },
  { name: 'fragmented-ping', rule: 'fragmented-control', code: 1002 },
  { name: 'long-ping', rule: 'long-control', code: 1002 },
  { name: 'long-form', rule: 'length-not-minimal', code: 1002 },
  { name: 'continuation', rule: 'continuation-without-start', code: 1002 },
  { name: 'bad-utf8', rule: 'bad-utf8', code: 1007 },
  { name: 'bad-close', rule: 'bad-close-code', code: 1002 },
  { name: 'opcode=ping rsv=1 mask=0 hi', rule: 'reserved-bit', code: 1002 },
];

testNeeding([SCRIPT], 'a broken frame is refused by a client, by its rule', async () => {
  const [terminal, port] = await server();
  await using _terminal = terminal;
  for (const [i, { name, rule, code }] of BROKEN.entries()) {
    const { ws, trace } = await connected({ port });
    await terminal.untilOutput(new RegExp(`S${i + 1} +ws-open`));
    terminal.type(`/frame S${i + 1} ${name}`);
    await ws.closed;
    expect(trace.of('ws-violation'), name).toMatchObject([{ by: 'peer', rule, code }]);
    await terminal.untilOutput(new RegExp(`S${i + 1} +ws-closed +${code}`));
  }
});

const MISTYPED = [
  ['/binary S1 0', /'0' is not hexadecimal/],
  [`/ping S1 ${'x'.repeat(126)}`, /\/ping S1 cannot be '126 B'\./],
  ['/close S1 1006', /may carry the status code 1006 abnormal closure/],
  ['/close S1 soon', /\/close S1 cannot be 'soon'/],
  ['/frame S1 nonsense', /For example \/frame S1 opcode=text/],
  ['/frame S1', /\/frame S1 cannot be ''/],
  ['/frame', /usage: \/frame S1 reserved-bit/],
  ['/ping S9 hi', /there is no S9; there are S1/],
  ['hello', /a server sends to one socket: \/send S1 text/],
  ['/fame S1 x', /no command \/fame; did you mean \/frame\?/],
  ['/constructor', /no command \/constructor/],
  ['/frame S1 constructor', /cannot be 'constructor'/],
] as const;

testNeeding([SCRIPT], 'what is typed wrong is told, and nothing of it is sent', async () => {
  const [terminal, port] = await server([], { columns: 80 });
  await using _terminal = terminal;
  const { ws, trace } = await connected({ port });
  await terminal.untilOutput(/S1 +ws-open/);
  for (const [typed, told] of MISTYPED) {
    terminal.type(typed);
    await terminal.untilOutput(told);
  }
  terminal.type('/send S1 still here');
  await until(trace, isFrame, 'frame');
  expect(framesOf(trace)).toEqual(['peer text still here']);
  ws.reset();
});

const LONG_TEXT = '한글 메시지 '.repeat(20);

for (const [lang, help] of [
  ['en', /\/frame S1 reserved-bit +send any frame/],
  ['ko', /\/frame S1 reserved-bit +맞든 틀리든/],
] as const) {
  testNeeding([SCRIPT], `no line is longer than 80 columns (${lang})`, async () => {
    const args = ['--lang', lang, '--hex', '--explain'];
    const [terminal, port] = await server(args, { columns: 80, rows: 50 });
    await using _terminal = terminal;
    terminal.type('/help');
    await terminal.untilOutput(help);
    const { ws } = await connected({ port });
    await terminal.untilOutput(/S1 +ws-open/);
    ws.send(LONG_TEXT);
    terminal.type(`/send S1 ${LONG_TEXT}`);
    terminal.type('/frame S1 아무것도');
    await terminal.untilOutput(/wrong-mask/);
    terminal.type('/list');
    await terminal.untilOutput(/S1 {2}127\.0\.0\.1/);
    terminal.interrupt();
    expect(await ws.closed).toMatchObject({ code: 1001, by: 'peer' });
    expect((await terminal.exited).status).toBe(130);
    // What is typed, the terminal shows as it likes.
    const lines = terminal.screen.split('\n').filter((line) => !line.includes(LONG_TEXT));
    for (const line of lines) expect(width(line), line).toBeLessThanOrEqual(80);
    expect(terminal.screen).toMatch(/^ {2}opcode +0001 +text$/m);
  });
}
