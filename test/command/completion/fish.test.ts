import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fishScript } from '../../../src/command/completion/fish.ts';
import { complaints, isLeftOut, offeredByFish, titleOf } from '../../support/shells.ts';
import { AWKWARD, SAMPLE } from './sample.ts';

const SCRIPT = fishScript(SAMPLE);
const offered = (line: string) => [...offeredByFish(SCRIPT, line).keys()].sort();

describe.skipIf(isLeftOut('fish'))(titleOf('fish'), () => {
  test('reads the script without a complaint', () => {
    expect(complaints('fish', SCRIPT)).toBe('');
  });

  test.each([
    ['commands where none is typed yet', 'sockets ', ['explain', 'listen']],
    ['commands after an option and its value', 'sockets --lang ko e', ['explain']],
    ['the program’s options before a command', 'sockets --', ['--help', '--lang']],
    ['a command’s options after it', 'sockets listen --s', ['--send', '--send-file']],
    ['options between arguments', 'sockets listen host --i', ['--ipv4']],
    ['the words of an option', 'sockets listen --mode ', ['fast', 'slow']],
    ['them behind an equals sign', 'sockets listen --mode=s', ['--mode=slow']],
    ['nothing for a value of one’s own', 'sockets listen --send ', []],
    ['a file after an option that takes one', 'sockets listen --send-file my', ['my notes.txt']],
    ['an option after a value left out', 'sockets listen --probe --m', ['--mode']],
    ['an argument in its stead', 'sockets listen host --probe t', ['tcp']],
    ['its own words after a value left out', 'sockets listen --probe --mode f', ['fast']],
    ['nothing for an argument of one’s own', 'sockets listen ', []],
    ['no command where an argument is spelt like one', 'sockets listen explain TIME', []],
    ['the words of the second argument', 'sockets listen -4 host ', ['tcp', 'udp']],
    ['them after a value that can be left out', 'sockets listen --probe 5 h t', ['tcp']],
    ['them after an option in its stead', 'sockets listen --probe --mode fast h t', ['tcp']],
    ['no option after --', 'sockets listen -- --m', []],
    ['arguments after --', 'sockets listen -- -host u', ['udp']],
    ['a word with a colon', 'sockets explain a', ['a:b']],
    ['nothing after the last argument', 'sockets listen host tcp ', []],
  ])('offers %s', (_what, line, expected) => {
    expect(offered(line)).toEqual(expected);
  });

  test('describes commands, options and words as they are described', () => {
    expect(offeredByFish(SCRIPT, 'sockets lis').get('listen')).toBe(AWKWARD);
    expect(offeredByFish(SCRIPT, 'sockets listen --ip').get('--ipv4')).toBe(AWKWARD);
    expect(offeredByFish(SCRIPT, 'sockets explain TIME').get('TIME-WAIT')).toBe(AWKWARD);
  });

  test('shows any description as it is', () => {
    const printable = fc.string({ minLength: 1, maxLength: 40 }).map((text) => `${text}.`);
    fc.assert(
      fc.property(fc.array(printable, { minLength: 1, maxLength: 20 }), (descriptions) => {
        const commands = descriptions.map((description, i) => ({
          name: `command-${i}`,
          description,
          options: [],
          arguments: [],
        }));
        const shown = offeredByFish(fishScript({ ...SAMPLE, commands }), 'sockets command');
        expect(commands.map(({ name }) => shown.get(name))).toEqual(descriptions);
      }),
      { numRuns: 5 },
    );
  });
});
