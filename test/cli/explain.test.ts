import { expect, test } from 'vitest';
import { TERMS } from '../../src/text/terms.ts';
import { expectAdvice } from '../support/advice.ts';
import { runSockets } from '../support/sockets-process.ts';

test.each(['en', 'ko'])(
  'in %s a word is explained in one paragraph, with where to read more',
  async (lang) => {
    const { status, stdout } = await runSockets(['explain', 'accept', '--lang', lang]);
    const lines = stdout.toString().trimEnd().split('\n');
    expect(lines[0]).toBe('accept');
    expect(lines.at(-1)).toMatch(/: accept\(2\)$/);
    expect(lines.slice(1, -1).join(' ').length).toBeGreaterThan(60);
    expect(status).toBe(0);
  },
);

test('a word may be written as people say it', async () => {
  const [spoken, exact] = await Promise.all([
    runSockets(['explain', 'time wait']),
    runSockets(['explain', 'TIME-WAIT']),
  ]);
  expect(exact.stdout.toString()).toMatch(/^TIME-WAIT\n/);
  expect(spoken.stdout).toEqual(exact.stdout);
});

test.each(['en', 'ko'])('without a word, %s lists every word', async (lang) => {
  const { status, stdout } = await runSockets(['explain', '--lang', lang]);
  const listed = [...stdout.toString().matchAll(/^ {2}(\S+)/gm)].map(([, word]) => word);
  expect(listed.filter((word) => word !== undefined && word in TERMS)).toHaveLength(
    Object.keys(TERMS).length,
  );
  expect(status).toBe(0);
});

test('a near miss is no word, and suggests one, with status 2', async () => {
  const facts = { word: 'acept', suggestion: 'accept' };
  await expectAdvice(['explain', 'acept'], { status: 2, code: 'unknown-word', facts });
});

test('a word that is like none suggests the list', async () => {
  const facts = { word: 'xyzzyxyzzy' };
  await expectAdvice(['explain', 'xyzzyxyzzy'], { status: 2, code: 'unknown-word', facts });
});
