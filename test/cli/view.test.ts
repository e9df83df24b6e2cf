import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { width } from '../../src/view/columns.ts';
import { listenPeer } from '../support/peer.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { ECHO, EVENTS, LINES, Recordings, recording, steps, view } from '../support/view.ts';

const recordings = new Recordings();
afterAll(() => recordings[Symbol.dispose]());

describe('what a run shows', () => {
  test.each(['en', 'ko'])('is what its recording shows (%s)', async (lang) => {
    await using server = await listenPeer();
    const path = recordings.path(`live-${lang}.jsonl`);
    const args = ['tcp-client', '127.0.0.1', String(server.port), '--lang', lang];
    await using client = startSockets([...args, '--send', 'hello\n', '--record', path]);
    const peer = await server.next();
    await peer.until('hello\n');
    peer.socket.end('bye\n');
    client.endInput();
    const live = await client.finished();
    const { shown, status } = await view(path, '--lang', lang);

    expect(steps(live.stderr).length).toBeGreaterThan(6);
    expect(steps(shown)).toEqual(steps(live.stderr));
    expect(status).toBe(0);
  });
});

describe('a recording', () => {
  test('has above it who wrote it, when, how much there is, and its lanes', async () => {
    const { shown, stderr } = await view(ECHO);

    expect(shown.split('\n')[0]).toMatch(
      /^sockets 0\.1\.0 · \d{4}-\d\d-\d\d \d\d:\d\d:\d\d · 58 events in \d+ ms · app, syscall, kernel, wire$/,
    );
    expect(steps(shown)).toHaveLength(EVENTS);
    expect(stderr).toBe('');
  });

  test('has a column for the lane only where it has lanes', async () => {
    expect((await view(ECHO)).shown).toMatch(/^ +time +lane +socket/m);
    expect((await view(ECHO, '--lanes', 'app')).shown).toMatch(/^ +time +socket/m);
  });

  test('as a ladder knows both ends of a conversation from its first step on', async () => {
    const { shown } = await view(ECHO, '--view', 'ladder');
    const [, ...rows] = shown
      .split('\n')
      .slice(shown.split('\n').findIndex((l) => l.includes('C1')));

    expect(shown).toContain('C1 127.0.0.1:52344');
    expect(rows[0]).toMatch(/C1 ├ .* │ S1$/);
    expect(shown).not.toContain('--xray');
  });

  test('comes from standard input for -', async () => {
    const { stdout } = await runSockets(['view', '-'], { input: readFileSync(ECHO) });

    expect(stdout.toString()).toBe((await view(ECHO)).shown);
  });

  test('that was cut off is shown up to there, and that is said', async () => {
    const whole = `${LINES.slice(0, 11).join('\n')}\n`;
    const path = recordings.write('cut.jsonl', `${whole}{"time":17952273550`);
    const { shown, stderr, status } = await view(path);

    expect(steps(shown)).toHaveLength(10);
    expect(stderr).toMatch(/line 12 is cut off/);
    expect(status).toBe(0);
  });

  test('with a mistake is shown up to there, and the mistake has its line', async () => {
    const path = recordings.write('bad.jsonl', `${LINES.slice(0, 5).join('\n')}\nnonsense\n`);
    for (const options of [[], ['--to', 'csv'], ['--view', 'ladder']]) {
      const { shown, stderr, status } = await view(path, ...options);
      expect(shown.match(/127\.0\.0\.1/g)?.length ?? 0, options.join()).toBeGreaterThan(0);
      expect(stderr).toMatch(/bad\.jsonl is not a trace that sockets can read: line 6\./);
      expect(status).toBe(2);
    }
  });

  test('that is none, or not there, is an error, and no file is written', async () => {
    const path = recordings.write('none.txt', 'no recording\n');
    const output = recordings.path('none.html');
    const none = await view(path, '-o', output);
    const missing = await view(recordings.path('missing.jsonl'), '-o', output);

    expect([none.status, missing.status]).toEqual([2, 2]);
    expect(none.stderr).toContain('line 1');
    expect(existsSync(output)).toBe(false);
  });

  test('without events says so', async () => {
    const path = recordings.write('empty.jsonl', recording([]));

    expect((await view(path)).shown).toContain('There is no event in it.');
    expect((await view(ECHO, '--socket', 'X9')).shown).toContain('no event to show');
  });

  test('tells of events that only a newer version knows, and leaves them out', async () => {
    const newer = { time: 1e15, source: 'app', socket: 'C1', type: 'teleport', to: 'Mars' };
    const path = recordings.write('newer.jsonl', recording([1], [newer, newer]));
    const { shown, stderr } = await view(path);

    expect(steps(shown)).toHaveLength(1);
    expect(stderr).toMatch(/^2 events left out/);
  });

  test('cannot act on the terminal', async () => {
    const lines = recording([0]).replace('sockets 0.1.0', 'x\\u001b]0;owned\\u0007\\u202e');
    const data = Buffer.from('\x1b[2J\x1b]0;owned\x07').toString('base64');
    const send = { time: 1e15, source: 'app', socket: 'C1', type: 'send', bytes: 14, data };
    const path = recordings.write('hostile.jsonl', `${lines}${JSON.stringify(send)}\n`);
    for (const options of [[], ['--view', 'ladder'], ['--view', 'bytes'], ['--hex'], ['--check']]) {
      const { shown, stderr } = await view(path, ...options);
      expect(shown).toContain(options[0] === '--check' ? 'send 1' : 'owned');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      expect(`${shown}${stderr}`).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f\u202e]/);
    }
  });

  test('goes into 60 columns, in both languages', async () => {
    for (const args of [[], ['--view', 'ladder'], ['--check'], [ECHO]]) {
      for (const lang of ['en', 'ko']) {
        const { stdout } = await runSockets(['view', ECHO, ...args, '--lang', lang], {
          env: { COLUMNS: '60' },
        });
        const wide = stdout
          .toString()
          .split('\n')
          .filter((line) => width(line) > 60);
        expect(wide).toEqual([]);
      }
    }
  });

  test('ends quietly when nobody reads on', async () => {
    const times = Array.from({ length: 20_000 }, (_, time) => time);
    const path = recordings.write('long.jsonl', recording(times));
    for (const options of [[], ['--view', 'ladder'], ['--to', 'json'], ['--to', 'csv']]) {
      await using running = startSockets(['view', path, ...options]);
      await running.untilOctets(1);
      running.closeOutput();
      expect((await running.exited).status).toBe(0);
    }
  });
});
