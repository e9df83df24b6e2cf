import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bashScript } from '../../../src/command/completion/bash.ts';
import {
  complaints,
  isLeftOut,
  offeredByBash,
  titleOf,
  typedInBash,
} from '../../support/shells.ts';
import { SAMPLE } from './sample.ts';

const SCRIPT = bashScript(SAMPLE);
const offered = (...words: string[]) => offeredByBash(SCRIPT, 'sockets', ...words);

describe.skipIf(isLeftOut('bash'))(titleOf('bash'), () => {
  test('reads the script without a complaint', () => {
    expect(complaints('bash', SCRIPT)).toBe('');
  });

  test.each([
    ['commands where none is typed yet', [''], ['listen', 'explain']],
    ['a command that is begun', ['li'], ['listen']],
    ['commands after an option and its value', ['--lang', 'ko', 'e'], ['explain']],
    ['the program’s options before a command', ['-'], ['--lang', '-h', '--help']],
    ['a command’s options after it', ['listen', '--s'], ['--send', '--send-file']],
    ['options between arguments', ['listen', 'host', '--i'], ['--ipv4']],
    ['the words of an option', ['listen', '--mode', ''], ['fast', 'slow']],
    ['them behind an equals sign', ['listen', '--mode', '=', 's'], ['slow']],
    ['them right behind an equals sign', ['listen', '--mode', '='], ['fast', 'slow']],
    ['nothing for a value of one’s own', ['listen', '--send', ''], []],
    ['nothing for an option after one that needs a value', ['listen', '--send', '--m'], []],
    ['an option after one that can do without a value', ['listen', '--probe', '--m'], ['--mode']],
    ['its own words to that option', ['listen', '--probe', '--mode', 'f'], ['fast']],
    ['nothing for an argument of one’s own', ['listen', ''], []],
    ['the words of the second argument', ['listen', '-4', 'host', ''], ['tcp', 'udp']],
    ['them after a value that can be left out', ['listen', '--probe', '5', 'h', 't'], ['tcp']],
    ['no option after --', ['listen', '--', '--m'], []],
    ['arguments after --', ['listen', '--', '-host', 'u'], ['udp']],
    ['nothing after the last argument', ['listen', 'host', 'tcp', ''], []],
    ['nothing to a command it does not know', ['nonsense', ''], []],
  ])('offers %s', (_what, words, expected) => {
    expect(offered(...words)).toEqual(expected);
  });

  test('completes the name of a file, spaces and all', () => {
    const args = typedInBash(SCRIPT, 'sockets lis\t host --send-f\tmy\t');
    expect(args).toEqual(['listen', 'host', '--send-file', 'my notes.txt']);
  });

  test('completes the name of a file behind an equals sign', () => {
    expect(typedInBash(SCRIPT, 'sockets listen --send-file=ph\t')).toEqual([
      'listen',
      '--send-file=photo.jpg',
    ]);
  });

  test('offers any word as it is', () => {
    const word = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 20 }), (texts) => {
        const words = texts.map((text) => ({ text }));
        const place = {
          description: '',
          optional: false,
          expected: { kind: 'words', words },
        } as const;
        const commands = [{ name: 'say', description: '', options: [], arguments: [place] }];
        const script = bashScript({ ...SAMPLE, commands });
        expect(offeredByBash(script, 'sockets', 'say', '')).toEqual(texts);
      }),
      { numRuns: 10 },
    );
  });
});
