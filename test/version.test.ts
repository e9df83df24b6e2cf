import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { VERSION } from '../src/version.ts';

test('the version the program tells is the one in package.json', () => {
  const described: unknown = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );

  expect(described).toMatchObject({ name: 'sockets', version: VERSION });
});
