import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { width } from '../../src/view/columns.ts';
import { type InTerminal, startInTerminal, withoutControls } from '../support/pty.ts';
import { BINARY, runSockets, startProgram } from '../support/sockets-process.ts';
import { LINUX, SCRIPT, testNeeding } from '../support/tools.ts';
import { ECHO, EVENTS, fixture, Recordings, recording } from '../support/view.ts';

const recordings = new Recordings();
afterAll(() => recordings[Symbol.dispose]());

const SIZE = { columns: 60, rows: 20 };
const HOME = '\x1b[H';
const LEAVE = '\x1b[?7h\x1b[?25h\x1b[?1049l';

const start = (...args: string[]) => startInTerminal(['view', '--step', ...args], SIZE);

/** What the screen showed, one frame after the other; each in its rows. */
function frames(terminal: InTerminal): string[][] {
  const [, ...drawn] = terminal.stdout.toString().split(HOME);
  return drawn.map((frame) => withoutControls(frame.replaceAll('\r\n', '\n')).split('\n'));
}

/** The program within script(1): its only child. */
function insideOf({ pid }: InTerminal): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
}

describe.each(['en', 'ko'])('step by step (%s)', (lang) => {
  const HERE = lang === 'en' ? 'event ' : '이벤트 ';
  const at = (place: number, of = EVENTS) =>
    lang === 'en' ? `event ${place} of ${of}` : `이벤트 ${place}/${of}`;

  testNeeding([SCRIPT], 'keys go on and back, and the status line says where one is', async () => {
    await using terminal = start(ECHO, '--lang', lang);
    await terminal.untilOutput(new RegExp(at(1)));
    for (const [keys, place] of [
      [' ', 2],
      ['\x1b[C', 3],
      ['\r', 4],
      ['b', 3],
      ['\x1b[D', 2],
      ['G', EVENTS],
      ['\x1b[H', 1],
    ] as const) {
      terminal.write(keys);
      // Nothing was drawn since.
      await terminal.untilOutput(new RegExp(`${at(place)} (?:(?!${HERE})[\\s\\S])*$`));
    }
    terminal.write('q');
    expect((await terminal.exited).status).toBe(0);
    const last = frames(terminal).map((frame) => frame.at(-1)?.trim().split(' · ')[0]);
    expect(last).toEqual([1, 2, 3, 4, 3, 2, EVENTS, 1].map((place) => at(place)));
  });

  testNeeding([SCRIPT], 'no row is wider than 60 columns, whatever is shown', async () => {
    await using terminal = start(ECHO, '--lang', lang, '--view', 'ladder');
    await terminal.untilOutput(new RegExp(at(1)));
    terminal.write('G');
    await terminal.untilOutput(new RegExp(at(EVENTS)));
    terminal.write('?');
    await terminal.untilOutput(/Space → Enter/);
    terminal.write('fsegment\r');
    await terminal.untilOutput(new RegExp(at(10, 10)));
    terminal.write('x');
    await terminal.untilOutput(/0000 {2}00 00/);
    terminal.write('e');
    await terminal.untilOutput(/segment: /);
    terminal.write('/한국어');
    await terminal.untilOutput(/한국어_/);
    terminal.write('\rq');
    await terminal.exited;
    const wide = frames(terminal)
      .flat()
      .filter((row) => width(row) > SIZE.columns);
    expect(wide).toEqual([]);
  });
});

testNeeding([SCRIPT], 'a search goes to what it finds, and what is not there is said', async () => {
  await using terminal = start(ECHO);
  await terminal.untilOutput(/event 1 of/);
  terminal.write('/goes on listening\r');
  await terminal.untilOutput(/event \d+ of 58 · 0\.006251 · S1 accept/);
  terminal.write('/no such words\r');
  await terminal.untilOutput(/not found: no such words/);
  terminal.write('q');
  await terminal.exited;
});

testNeeding([SCRIPT], 'the octets of a packet are shown layer by layer', async () => {
  await using terminal = startInTerminal(['view', '--step', ECHO, '--kind', 'segment'], {
    columns: 80,
    rows: 60,
  });
  await terminal.untilOutput(/event 1 of 10/);
  terminal.write('x');
  await terminal.untilOutput(/IPv4, the internet layer[\s\S]*TCP, the transport layer/);
  terminal.write('q');
  await terminal.exited;
});

testNeeding([SCRIPT, LINUX], 'a terminal that gets another size is drawn anew', async () => {
  await using terminal = start(ECHO);
  await terminal.untilOutput(/event 1 of/);
  const tty = readlinkSync(`/proc/${insideOf(terminal)}/fd/0`);
  execFileSync('stty', ['-F', tty, 'cols', '100']);
  await terminal.untilOutput(/event 1 of[\s\S]*event 1 of/);
  terminal.write('q');
  await terminal.exited;
  const [before, after] = frames(terminal);

  expect([before?.length, after?.length]).toEqual([20, 20]);
  expect([before, after].map((frame) => width(frame?.at(-1) ?? ''))).toEqual([60, 100]);
});

describe('whatever ends it, the terminal is as it was', () => {
  /** The settings of the terminal are asked for behind it, by the same shell. */
  async function settingsAfter(end: (terminal: InTerminal, inside: number) => void) {
    await using terminal = start(ECHO);
    await terminal.untilOutput(/event 1 of/);
    end(terminal, insideOf(terminal));
    const { status } = await terminal.exited;
    return { status, tail: terminal.stdout.toString().slice(-LEAVE.length) };
  }

  testNeeding([SCRIPT, LINUX], 'q: 0', async () => {
    expect(await settingsAfter((terminal) => terminal.write('q'))).toEqual({
      status: 0,
      tail: LEAVE,
    });
  });

  testNeeding([SCRIPT, LINUX], 'Ctrl-C: 130', async () => {
    const ended = await settingsAfter((terminal) => terminal.interrupt());
    expect(ended).toEqual({ status: 130, tail: LEAVE });
  });

  testNeeding([SCRIPT, LINUX], 'SIGTERM: 143', async () => {
    const ended = await settingsAfter((_terminal, inside) => process.kill(inside, 'SIGTERM'));
    expect(ended).toEqual({ status: 143, tail: LEAVE });
  });

  testNeeding([SCRIPT], 'and lines are typed and echoed again', async () => {
    const command = `'${process.execPath}' '${BINARY}' view --step '${ECHO}'; stty -a`;
    const line = `stty cols 60 rows 20; ${command}`;
    await using shell = startProgram('script', ['-qfec', line, '/dev/null']);
    await shell.untilOutput(/event 1 of/);
    shell.write('q');
    const [settings] = await shell.untilOutput(/speed[\s\S]*echoke/);
    await shell.exited;

    expect(settings).toMatch(/ icanon .* echo /s);
    expect(settings).toMatch(/(?:^| )isig /m);
  });
});

testNeeding([SCRIPT], 'nothing of a recording reaches the terminal raw', async () => {
  const data = Buffer.from('\x1b[2J\x1b]0;owned\x07').toString('base64');
  const send = { time: 1e15, source: 'app', socket: 'C1', type: 'send', bytes: 14, data };
  const text = recording([0], [send]).replace('sockets 0.1.0', 'x\\u001b]0;owned\\u0007');
  await using terminal = start(recordings.write('hostile.jsonl', text));
  await terminal.untilOutput(/event 1 of 2/);
  terminal.write(' x/\x1b[2Jf\r');
  await terminal.untilOutput(/event 2 of 2/);
  terminal.write('q');
  await terminal.exited;
  const shown = terminal.stdout.toString();

  expect(shown).not.toContain('\x1b[2J');
  expect(shown).not.toContain('\x1b]');
  expect(shown).toContain('owned');
});

test('without a terminal it is refused', async () => {
  const { stderr, status } = await runSockets(['view', '--step', fixture('reset')]);

  expect(stderr).toContain('--step needs a terminal');
  expect(status).toBe(2);
});
