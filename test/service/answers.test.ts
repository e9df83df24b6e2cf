import { expect, test } from 'vitest';
import { characterPattern, daytimeLine, upperCase } from '../../src/service/answers.ts';

test('capitals are made of ASCII letters alone, octet by octet', () => {
  const all = Uint8Array.from({ length: 256 }, (_, octet) => octet);

  expect(Buffer.from(upperCase(all)).toString('latin1')).toBe(
    Buffer.from(all)
      .toString('latin1')
      .replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  );
});

test('the pattern is 95 lines, each starting one character on, and the last ends where the first begins', () => {
  const lines = Buffer.from(characterPattern()).toString('latin1').split('\r\n');

  expect(lines).toHaveLength(96);
  expect(lines.at(-1)).toBe('');
  expect(lines[1]?.slice(0, 71)).toBe(lines[0]?.slice(1));
  expect(lines[94]?.slice(1)).toBe(lines[0]?.slice(0, 71));
});

test('daytime is a line', () => {
  expect(daytimeLine(new Date(Date.UTC(2024, 1, 29, 12, 30, 5)))).toBe(
    'Thu, 29 Feb 2024 12:30:05 GMT\r\n',
  );
});
