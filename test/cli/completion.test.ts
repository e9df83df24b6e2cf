import { beforeAll, describe, expect, test } from 'vitest';
import { TERMS } from '../../src/text/terms.ts';
import { COMMAND_NAMES } from '../../src/text/wording.ts';
import {
  complaints,
  isLeftOut,
  offeredByBash,
  offeredByFish,
  type Shell,
  titleOf,
  typedInBash,
  typedInZsh,
} from '../support/shells.ts';
import { runSockets } from '../support/sockets-process.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const satisfies readonly Shell[];
const TERM_NAMES = Object.keys(TERMS).sort();

async function scriptFor(shell: Shell, ...options: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runSockets(['completion', shell, ...options]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.toString();
}

/** The flags that a command's own help tells of. */
async function flagsInHelp(command: string): Promise<string[]> {
  const { stdout } = await runSockets([command, '--help', '--lang', 'en']);
  const [, options = ''] = stdout.toString().split(/^Options:$/m);
  const rows = options.matchAll(/^ {2}(-\w)?(?:, )?(--[\w-]+)/gm);
  return [...rows].flatMap(([, short, long]) => [short, long].filter((flag) => flag !== undefined));
}

describe.each(SHELLS)('the script for %s', (shell) => {
  test.skipIf(isLeftOut(shell)).each(['en', 'ko'])(
    `is read without a complaint in %s by ${titleOf(shell)}`,
    async (language) => {
      expect(complaints(shell, await scriptFor(shell, '--lang', language))).toBe('');
    },
  );
});

describe.skipIf(isLeftOut('bash'))(titleOf('bash'), () => {
  let script = '';
  beforeAll(async () => {
    script = await scriptFor('bash');
  });
  const offered = (...words: string[]) => offeredByBash(script, 'sockets', ...words).sort();

  test('offers the commands', () => {
    expect(offered('')).toEqual([...COMMAND_NAMES].sort());
  });

  test.each(COMMAND_NAMES)('offers every option that the help of %s tells of', async (command) => {
    const flags = await flagsInHelp(command);
    expect(flags).toContain('--help');
    expect(offered(command, '-')).toEqual(flags.sort());
  });

  test.each([
    ['tcp-server --service', ['chargen', 'chat', 'daytime', 'discard', 'echo', 'pipe', 'upper']],
    ['tcp-client --time', ['clock', 'delta', 'relative']],
    ['demo --lang', ['en', 'ko']],
    ['--color', ['always', 'auto', 'never']],
    ['explain', TERM_NAMES],
    ['demo', ['tcp', 'tls', 'udp', 'unix', 'ws']],
    ['completion', ['bash', 'fish', 'zsh']],
  ])('offers what may follow %s', (words, expected) => {
    expect(offered(...words.split(' '), '')).toEqual(expected);
  });

  test.each(['tcp-client h 9 --send-file', 'tcp-server --record', 'demo --record'])(
    'completes the name of a file after %s',
    (words) => {
      const args = typedInBash(script, `sockets ${words} my\t`);
      expect(args).toEqual([...words.split(' '), 'my notes.txt']);
    },
  );
});

describe.skipIf(isLeftOut('fish'))(titleOf('fish'), () => {
  let script = '';
  beforeAll(async () => {
    script = await scriptFor('fish', '--lang', 'ko');
  });
  const offered = (line: string) => [...offeredByFish(script, `sockets ${line}`).keys()].sort();

  test('offers the commands, in the language asked for', () => {
    expect(offered('')).toEqual([...COMMAND_NAMES].sort());
    expect(offeredByFish(script, 'sockets comp').get('completion')).toBe(
      '셸의 자동 완성 스크립트를 출력합니다',
    );
  });

  test.each(COMMAND_NAMES)('offers every option that the help of %s tells of', async (command) => {
    const flags = (await flagsInHelp(command)).filter((flag) => flag.startsWith('--'));
    expect(offered(`${command} --`)).toEqual(flags.sort());
  });

  test.each([
    ['tcp-server --ser', ['--service']],
    ['tcp-server --service ', ['chargen', 'chat', 'daytime', 'discard', 'echo', 'pipe', 'upper']],
    ['tcp-client --time ', ['clock', 'delta', 'relative']],
    ['demo --lang ', ['en', 'ko']],
    ['--color ', ['always', 'auto', 'never']],
    ['explain ', TERM_NAMES],
    ['demo ', ['tcp', 'tls', 'udp', 'unix', 'ws']],
    ['completion ', ['bash', 'fish', 'zsh']],
    ['tcp-client h 9 --send-file my', ['my notes.txt']],
    ['tcp-server --record ', ['my notes.txt', 'photo.jpg']],
  ])('offers what may follow %s', (line, expected) => {
    expect(offered(line)).toEqual(expected);
  });

  test('says of each word of explain what sort of word it is', () => {
    expect(offeredByFish(script, 'sockets explain TIME').get('TIME-WAIT')).toBe('TCP 상태');
  });
});

describe.skipIf(isLeftOut('zsh'))(titleOf('zsh'), () => {
  test('completes commands, options, their words, files, and arguments', async () => {
    const lines = [
      ['tcp-s\t --serv\tup\t', 'tcp-server --service=upper'],
      ['tcp-cl\t h 9 --tim\tdel\t', 'tcp-client h 9 --time=delta'],
      ['--lang k\t --color alw\t dem\tud\t', '--lang ko --color always demo udp'],
      ['demo --record ph\t', 'demo --record photo.jpg'],
      ['tcp-client --send-file my\t', 'tcp-client --send-file my notes.txt'],
      ['expl\tTIM\t', 'explain TIME-WAIT'],
      ['comp\tz\t', 'completion zsh'],
    ];
    const typed = typedInZsh(await scriptFor('zsh'), ...lines.map(([line]) => `sockets ${line}`));
    expect(typed.map(({ args }) => args.join(' '))).toEqual(lines.map(([, args]) => args));
  });

  test.each(COMMAND_NAMES)('lists every option that the help of %s tells of', async (command) => {
    const flags = (await flagsInHelp(command)).filter((flag) => flag.startsWith('--'));
    const [typed] = typedInZsh(await scriptFor('zsh'), `sockets ${command} --\t`);
    const listed = [...(typed?.shown ?? '').matchAll(/^(--[\w-]+) +-- /gm)].map(([, flag]) => flag);
    expect(listed).toEqual(flags.sort());
  });

  test('describes commands and options in the language asked for', async () => {
    const script = await scriptFor('zsh', '--lang', 'ko');
    const [commands, options] = typedInZsh(script, 'sockets \t', 'sockets tcp-server 9 --no\t--\t');
    expect(commands?.shown).toContain('completion   -- 셸의 자동 완성 스크립트를 출력합니다\n');
    expect(options?.shown).toMatch(/^--service +-- 연결이나 데이터그램마다 제공할 서비스$/m);
  });
});

test('a shell there is no script for is a usage error that names those there are', async () => {
  const { status, stdout, stderr } = await runSockets(['completion', 'tcsh', '--lang', 'en']);
  expect(status).toBe(2);
  expect(stdout.toString()).toBe('');
  expect(stderr).toContain("completion cannot be 'tcsh'");
  expect(stderr).toContain('bash, zsh, fish');
});

test('no shell at all is a usage error', async () => {
  const { status, stdout } = await runSockets(['completion']);
  expect(status).toBe(2);
  expect(stdout.toString()).toBe('');
});
