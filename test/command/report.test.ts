import { expect, test } from 'vitest';
import { reportLines } from '../../src/command/report.ts';
import { SocketsError } from '../../src/error.ts';
import { LANGUAGES, loadText } from '../../src/text/text.ts';
import { width } from '../../src/view/columns.ts';
import { makeStyle } from '../../src/view/style.ts';

const plain = makeStyle(0);
const facts = { address: '127.0.0.1', port: 9000, elsewhere: [], others: ['127.0.0.1:8000'] };
const refused = new SocketsError('peer', 'refused', facts);

test.each(LANGUAGES)('a failure is three parts, one line each, in %s', async (language) => {
  const text = await loadText(language);
  const { what, why, next } = text.errors.refused(facts);
  const lines = reportLines(refused, text, plain, undefined);
  expect(lines.map((line) => line.trim().replace(/ {2,}/, '|'))).toEqual([
    `sockets: ${what}`,
    `${text.advice.why}|${why}`,
    `${text.advice.next}|${next}`,
  ]);
  const starts = [why, next].map((sentence, i) => {
    const line = lines[i + 1] ?? '';
    return width(line.slice(0, line.length - sentence.length));
  });
  expect(starts[0]).toBe(starts[1]);
});

test.each(LANGUAGES)(
  'no row is wider than the terminal, and all words are there (%s)',
  async (language) => {
    const text = await loadText(language);
    const bare = (lines: readonly string[]) => lines.join('').replace(/\s/g, '');
    const whole = reportLines(refused, text, plain, undefined);
    for (const columns of [20, 30, 40, 60, 80]) {
      const lines = reportLines(refused, text, plain, columns);
      expect(lines.filter((line) => width(line) > columns)).toEqual([]);
      expect(bare(lines)).toBe(bare(whole));
    }
  },
);

test('without colours there is no escape sequence, and with them what failed is red', async () => {
  const text = await loadText('en');
  const { bad } = makeStyle(1);
  expect(reportLines(refused, text, plain, 80).join('')).not.toContain('\x1b');
  const [what = ''] = reportLines(refused, text, plain, undefined);
  expect(reportLines(refused, text, makeStyle(1), undefined)[0]).toBe(bad(what));
});

test('what came from outside is made visible, but a backslash stays one', async () => {
  const text = await loadText('en');
  const host = 'C:\\\x1b[2J\u202e';
  const error = new SocketsError('usage', 'unknown-host', { host });
  const report = reportLines(error, text, plain, undefined).join('\n');
  expect(report).toContain('C:\\\\x1b[2J\\u{202e}');
  expect(report).not.toMatch(/(?!\n)\p{C}/u);
});
