import { beforeAll, describe, expect, test } from 'vitest';
import { quote } from '../../../src/command/completion/quote.ts';
import { zshScript } from '../../../src/command/completion/zsh.ts';
import { complaints, isLeftOut, titleOf, typedInZsh } from '../../support/shells.ts';
import { AWKWARD, SAMPLE } from './sample.ts';

const SCRIPT = zshScript(SAMPLE);
/** In a message zsh can show a backslash before a colon only twice. */
const MESSAGE = AWKWARD.replace('\\:', '\\\\:');
const FORMAT = "\nzstyle ':completion:*' format '%d'\n";

/** What is completed, the line as it is typed, and the arguments it then has. */
const TYPED = [
  ['a command', 'lis\t', 'listen'],
  ['a command after an option and its value', '--lang ko e\t', '--lang ko explain'],
  ['an option before an argument', 'listen --ip\t', 'listen --ipv4'],
  ['an option after an argument', 'listen host --ip\t', 'listen host --ipv4'],
  ['an option’s word', 'listen --mode s\t', 'listen --mode slow'],
  ['it behind an equals sign', 'listen --mod\ts\t', 'listen --mode=slow'],
  ['an option again', 'listen --send-f\tx --send-f\ty', 'listen --send-file=x --send-file=y'],
  ['an option after a value left out', 'listen --probe --mo\tf\t', 'listen --probe --mode=fast'],
  ['no value of one’s own', 'listen --send lis\t', 'listen --send lis'],
  ['the second argument', 'listen -4 host u\t', 'listen -4 host udp'],
  ['no option after --', 'listen -- --mo\t', 'listen -- --mo'],
  ['a word with a description', 'explain TIM\t', 'explain TIME-WAIT'],
  ['a word with a colon', 'explain a\t', 'explain a:b'],
  ['a file, spaces and all', 'listen --send-file my\t', 'listen --send-file my notes.txt'],
] as const;

describe.skipIf(isLeftOut('zsh'))(titleOf('zsh'), () => {
  let got: readonly string[] = [];
  beforeAll(() => {
    const lines = TYPED.map(([, line]) => `sockets ${line}`);
    got = typedInZsh(SCRIPT, ...lines).map(({ args }) => args.join(' '));
  });

  test.each(TYPED.map(([what, , expected], i) => ({ what, expected, i })))(
    'completes $what',
    ({ expected, i }) => {
      expect(got[i]).toBe(expected);
    },
  );

  test('reads the script without a complaint', () => {
    expect(complaints('zsh', SCRIPT)).toBe('');
  });

  test('describes commands, words and options as they are described', () => {
    const lines = ['sockets \t', 'sockets explain \t', 'sockets listen host --\t'];
    const [commands, words, options] = typedInZsh(SCRIPT, ...lines);
    expect(commands?.shown).toContain(`listen   -- ${AWKWARD}`);
    expect(words?.shown).toContain(`TIME-WAIT  -- ${AWKWARD}`);
    expect(options?.shown).toContain(`--ipv4       -- ${AWKWARD}\n`);
    expect(options?.shown).toContain(`--send       -- ${AWKWARD} too\n`);
  });

  test('says what an argument is, and an option’s value', () => {
    const lines = ['listen \t', 'listen host \t', 'listen --probe=\t'].map(
      (line) => `sockets ${line}`,
    );
    for (const { shown } of typedInZsh(SCRIPT + FORMAT, ...lines)) {
      expect(shown).toContain(`\n${MESSAGE}`);
    }
  });

  test('works in zsh’s own folder of functions as well', () => {
    // What compinit does with a file of $fpath: the function is loaded when it is first wanted.
    const file = `mkdir functions; print -r -- ${quote(SCRIPT)} > functions/_sockets
      fpath=($PWD/functions $fpath); autoload -Uz _sockets; compdef _sockets sockets`;
    const [typed] = typedInZsh(file, 'sockets lis\t host t\t');
    expect(typed?.args).toEqual(['listen', 'host', 'tcp']);
  });
});
