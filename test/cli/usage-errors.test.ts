import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { width } from '../../src/view/columns.ts';
import { expectAdvice } from '../support/advice.ts';
import { runSockets } from '../support/sockets-process.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('a command line that is wrong is told so, with status 2', () => {
  test('an unknown command', () =>
    expectAdvice(['tcp-serve'], {
      status: 2,
      code: 'unknown-command',
      facts: { name: 'tcp-serve', suggestion: 'tcp-server' },
    }));

  test('an unknown option', () =>
    expectAdvice(['tcp-server', '0', '--servce', 'echo'], {
      status: 2,
      code: 'unknown-option',
      facts: { option: '--servce', suggestion: '--service' },
    }));

  test('a missing argument', () =>
    expectAdvice(['tcp-client', 'localhost'], {
      status: 2,
      code: 'missing-argument',
      facts: { name: 'port' },
    }));

  test('an empty host', () =>
    expectAdvice(['tcp-client', '', '80'], {
      status: 2,
      code: 'missing-argument',
      facts: { name: 'host' },
    }));

  test.each([
    ['-6', '127.0.0.1'],
    ['-4', '::1'],
  ])('%s with a host that is %s', (flag, host) =>
    expectAdvice(['tcp-client', host, '80', flag], {
      status: 2,
      code: 'conflicting-options',
      facts: { one: flag, other: host },
    }),
  );

  test('an argument too many', () =>
    expectAdvice(['tcp-client', 'localhost', '1', 'what'], {
      status: 2,
      code: 'too-many-arguments',
      facts: { expected: 2, given: 3 },
    }));

  test('an option without its value', () =>
    expectAdvice(['tcp-client', 'localhost', '1', '--send-file'], {
      status: 2,
      code: 'missing-option-value',
      facts: { option: '--send-file' },
    }));

  test.each(['65536', '99999999999999999999', '-0x', 'http', '80.5', '1e3'])(
    'the port %j',
    (value) =>
      expectAdvice(['tcp-client', 'localhost', '--', value], {
        status: 2,
        code: 'not-a-port',
        facts: { value },
      }),
  );

  test('a number out of its range', () =>
    expectAdvice(['tcp-server', '0', '--backlog', '0'], {
      status: 2,
      code: 'not-a-number',
      facts: { option: '--backlog', value: '0', least: 1, most: 65_535 },
    }));

  test('a time that is none', () =>
    expectAdvice(['tcp-client', 'localhost', '1', '--connect-timeout', '5 days'], {
      status: 2,
      code: 'not-a-duration',
      facts: { option: '--connect-timeout', value: '5 days' },
    }));

  test('a service there is not', () =>
    expectAdvice(['tcp-server', '0', '--service', 'telnet'], {
      status: 2,
      code: 'not-a-choice',
      facts: {
        option: '--service',
        value: 'telnet',
        choices: ['echo', 'discard', 'chargen', 'daytime', 'upper', 'chat', 'pipe'],
      },
    }));

  test('two options that exclude each other', () =>
    expectAdvice(['tcp-server', '0', '-4', '-6'], {
      status: 2,
      code: 'conflicting-options',
      facts: { one: '-4', other: '-6' },
    }));

  test('an escape that means nothing', () =>
    expectAdvice(['tcp-client', 'localhost', '1', '--send', 'a\\q'], {
      status: 2,
      code: 'bad-escape',
      facts: { value: 'a\\q', at: '\\q' },
    }));

  test('hexadecimal that is none', () =>
    expectAdvice(['tcp-client', 'localhost', '1', '--send-hex', '6 8'], {
      status: 2,
      code: 'not-hex',
      facts: { value: '6 8' },
    }));

  test.each([
    ['is not there', 'nothing-here', 'ENOENT'],
    ['is a folder', '', 'EISDIR'],
  ])('a file to send that %s', async (_what, name, code) => {
    const path = join(folder, name);
    await expectAdvice(['tcp-client', 'localhost', '1', '--send-file', path], {
      status: 2,
      code: 'file-unreadable',
      facts: { path, code },
    });
  });
});

test('no line of an error is wider than a terminal of 20 columns', async () => {
  const env = { COLUMNS: '20' };
  for (const language of ['en', 'ko']) {
    const args = ['tcp-client', '127.0.0.1', '65536', '--lang', language];
    const { status, stderr } = await runSockets(args, { env });
    for (const line of stderr.split('\n')) expect(width(line)).toBeLessThanOrEqual(20);
    expect(status).toBe(2);
  }
});
