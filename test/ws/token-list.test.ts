import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Extension,
  formatExtension,
  isToken,
  listElements,
  listHas,
  parseExtensions,
  parseTokens,
  withoutSpace,
} from '../../src/ws/token-list.ts';

describe('tokens and lists of them', () => {
  test.each([
    ['chat', true],
    ["!#$%&'*+-.^_`|~09AZaz", true],
    ['', false],
    ['two words', false],
    ['a,b', false],
    ['a/b', false],
    ['a"b', false],
    ['café', false],
    ['chat\n', false],
  ])('%j is a token: %s', (text, is) => {
    expect(isToken(text)).toBe(is);
  });

  test('spaces and tabs around a value do not belong to it, those within do', () => {
    expect(withoutSpace(' \t a b\t ')).toBe('a b');
    expect(withoutSpace(' \t ')).toBe('');
  });

  test('the lines of a field make one list, and empty elements do not count', () => {
    expect(listElements(['a, ,b', '', ',\tc ,'])).toEqual(['a', 'b', 'c']);
  });

  test('a token of a list is found in capitals or not, and only as a whole', () => {
    expect(listHas(['keep-alive', 'x, UpGrade'], 'upgrade')).toBe(true);
    expect(listHas(['upgrade-later, no upgrade'], 'upgrade')).toBe(false);
  });

  test.each([
    [[], []],
    [
      ['chat, superchat', 'v2'],
      ['chat', 'superchat', 'v2'],
    ],
    [[''], undefined],
    [[' , '], undefined],
    [['chat room'], undefined],
    [['"chat"'], undefined],
    [['chat;v=1'], undefined],
  ])('a list of tokens %j is %j', (values, tokens) => {
    expect(parseTokens(values)).toEqual(tokens);
  });
});

const extension = (name: string, ...parameters: readonly (readonly [string, string?])[]) => ({
  name,
  parameters: parameters.map(([parameter, value]) =>
    value === undefined ? { name: parameter } : { name: parameter, value },
  ),
});

describe('Sec-WebSocket-Extensions', () => {
  test.each<[string[], Extension[]]>([
    [[], []],
    [['foo'], [extension('foo')]],
    [['foo, bar; baz=2'], [extension('foo'), extension('bar', ['baz', '2'])]],
    [
      ['foo', 'bar; baz=2'],
      [extension('foo'), extension('bar', ['baz', '2'])],
    ],
    [[', ,foo,, bar ,'], [extension('foo'), extension('bar')]],
    [['a;b;c=d ; e = "f"'], [extension('a', ['b'], ['c', 'd'], ['e', 'f'])]],
    [['a;b="1\\0"'], [extension('a', ['b', '10'])]],
    [['a;b;b;b=1'], [extension('a', ['b'], ['b'], ['b', '1'])]],
    [['\tfoo\t;\tbar\t=\t"x"\t'], [extension('foo', ['bar', 'x'])]],
  ])('%j is %j', (values, extensions) => {
    expect(parseExtensions(values)).toEqual(extensions);
  });

  // RFC 6455 §9.1: what does not conform fails the connection.
  test.each([
    '',
    ' , ',
    ';a',
    'a;',
    'a;;b',
    'a;b=',
    'a;b=;c',
    'a b',
    'a;b=c d',
    'a;b="',
    'a;b="c',
    'a;b=""',
    'a;b="c d"',
    'a;b="c,d"',
    'a;b="c"d',
    'a;b="c\\"',
    'a=b',
    'a;"b"',
    'a/b',
    'é',
  ])('%j is malformed', (value) => {
    expect(parseExtensions([value])).toBeUndefined();
  });

  test('what was written is read again, whatever it is', () => {
    const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,8}$/);
    const parameter = fc.record({ name: token, value: token }, { requiredKeys: ['name'] });
    const all = fc.record({ name: token, parameters: fc.array(parameter, { maxLength: 4 }) });
    fc.assert(
      fc.property(fc.array(all, { minLength: 1, maxLength: 4 }), (extensions) => {
        expect(parseExtensions([extensions.map(formatExtension).join(', ')])).toEqual(extensions);
      }),
      { numRuns: 100 },
    );
  });

  test('text of any kind is read in time that grows with its length alone', () => {
    const length = 200_000;
    const hostile = [' ', ',', ';', 'a;', 'a="\\"', '"', '\\', '=', '\t;'];
    for (const piece of hostile) {
      const value = piece.repeat(length / piece.length);
      const since = performance.now();
      parseExtensions([`a;b="${value}`]);
      parseExtensions([value]);
      listElements([value]);
      withoutSpace(`a${value}a`);
      expect(performance.now() - since).toBeLessThan(1000);
    }
  });
});
