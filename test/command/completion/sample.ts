import type { CompletionTree } from '../../../src/command/completion/tree.ts';

/** What a description must survive: quotes, brackets, colons, backslashes, expansions, Hangul. */
export const AWKWARD = `it's "so": [a] (b) {c} \\n $HOME \`id\` 100% \\: \\[ 한글: 설명 — ~ # ; & | *`;

/** A small command line with every kind of place, and awkward descriptions all over. */
export const SAMPLE: CompletionTree = {
  name: 'sockets',
  options: [
    {
      flags: ['--lang'],
      description: AWKWARD,
      value: {
        description: 'language',
        optional: false,
        expected: { kind: 'words', words: [{ text: 'en' }, { text: 'ko' }] },
      },
    },
    { flags: ['-h', '--help'], description: 'help', value: undefined },
  ],
  commands: [
    {
      name: 'listen',
      description: AWKWARD,
      options: [
        { flags: ['-4', '--ipv4'], description: AWKWARD, value: undefined },
        {
          flags: ['--send'],
          description: `${AWKWARD} too`,
          value: { description: 'text', optional: false, expected: { kind: 'anything' } },
        },
        {
          flags: ['--send-file'],
          description: 'a file',
          value: { description: 'path', optional: false, expected: { kind: 'file' } },
        },
        {
          flags: ['--probe'],
          description: 'probe',
          value: { description: AWKWARD, optional: true, expected: { kind: 'anything' } },
        },
        {
          flags: ['--mode'],
          description: 'a mode',
          value: {
            description: 'mode',
            optional: false,
            expected: { kind: 'words', words: [{ text: 'fast' }, { text: 'slow' }] },
          },
        },
      ],
      arguments: [
        { description: AWKWARD, optional: false, expected: { kind: 'anything' } },
        {
          description: AWKWARD,
          optional: true,
          expected: { kind: 'words', words: [{ text: 'tcp' }, { text: 'udp' }] },
        },
      ],
    },
    {
      name: 'explain',
      description: 'explain',
      options: [],
      arguments: [
        {
          description: AWKWARD,
          optional: true,
          expected: {
            kind: 'words',
            words: [
              { text: 'TIME-WAIT', description: AWKWARD },
              { text: 'a:b', description: 'with a colon' },
            ],
          },
        },
      ],
    },
  ],
};
