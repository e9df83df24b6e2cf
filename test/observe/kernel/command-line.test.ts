import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortCommand } from '../../../src/observe/kernel/command-line.ts';

const cmdline = (...argv: string[]) => argv.map((argument) => `${argument}\0`).join('');

test.each([
  [['/usr/bin/node', 'server.js', '--port', '9000'], 'node server.js'],
  [['/usr/bin/node', '/srv/chat room/server.js'], 'node server.js'],
  [['python3', '-m', 'http.server', '8000'], 'python3 -m http.server'],
  [['nc', '-l', '-k'], 'nc -l -k'],
  [['/usr/sbin/sshd'], 'sshd'],
  [['nginx: master process /usr/sbin/nginx'], 'nginx: master process /usr/sbin/nginx'],
  [['node (vitest 1)', '', ''], 'node (vitest 1)'],
  [['node', '채팅-서버.js'], 'node 채팅-서버.js'],
])('%j is shown as "%s"', (argv, shown) => {
  expect(shortCommand(cmdline(...argv))).toBe(shown);
});

test('a process without arguments has no command', () => {
  expect(shortCommand('')).toBe('');
});

test('what would move the cursor, turn the writing or hide is replaced', () => {
  expect(shortCommand(cmdline('a\x1b[2Jb', 'c\u202Ed\u200B\u00AD\u3164e\x7F\x9B'))).toBe(
    'a?[2Jb c?d???e??',
  );
});

test('line breaks and tabs of a script are spaces', () => {
  expect(shortCommand(cmdline('node', '-e', '\nlet a;\r\n\tlet b;\u2028'))).toBe(
    'node -e let a; let b;',
  );
});

test('a long command is cut between characters', () => {
  expect(shortCommand(cmdline('node', '😀'.repeat(100)))).toBe(`node ${'😀'.repeat(54)}…`);
});

test('whatever the arguments are, the command is short and printable', () => {
  const argument = fc.string({ unit: 'binary', maxLength: 80 });
  fc.assert(
    fc.property(fc.array(argument, { maxLength: 5 }), (argv) => {
      const command = shortCommand(cmdline(...argv));
      expect([...command].length).toBeLessThanOrEqual(60);
      expect(command).not.toMatch(/\p{C}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}/u);
    }),
    { numRuns: 100 },
  );
});
