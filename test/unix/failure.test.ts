import { describe, expect, test } from 'vitest';
import { SocketsError } from '../../src/error.ts';
import { checkPath, fromUnix } from '../../src/unix/failure.ts';
import { failureOf } from '../support/failure-of.ts';
import { LINUX, testNeeding } from '../support/tools.ts';

const MOST = process.platform === 'linux' ? 107 : 103;

function systemError(code: string, syscall: string): Error {
  return Object.assign(new Error(`${syscall} ${code}`), { code, syscall });
}

describe('a failed call becomes an error by its errno', () => {
  const path = '/run/x.sock';
  test.each([
    ['EADDRINUSE', 'listen', 'system', 'path-taken'],
    ['EACCES', 'listen', 'system', 'path-no-permission'],
    ['EACCES', 'connect', 'system', 'path-no-permission'],
    ['EPERM', 'unlink', 'system', 'path-no-permission'],
    ['ENOENT', 'listen', 'system', 'no-such-directory'],
    ['ENOENT', 'connect', 'peer', 'no-socket-there'],
    ['ENOTDIR', 'listen', 'system', 'no-such-directory'],
    ['ECONNREFUSED', 'connect', 'peer', 'path-refused'],
  ] as const)('%s of %s is a failure of the %s: %s', (code, call, fault, expected) => {
    const cause = systemError(code, call);
    const error = fromUnix(cause, { call, path });
    expect(error).toMatchObject({ fault, code: expected, facts: { path } });
    expect(error.cause).toBe(cause);
  });

  test.each([
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'broken-pipe'],
  ] as const)('%s of an established connection is the peer’s: %s', (code, expected) => {
    const error = fromUnix(systemError(code, 'read'), { call: 'read', path });
    expect(error).toMatchObject({ fault: 'peer', code: expected, facts: { address: path } });
  });

  test('what no path has to do with is told as for every socket', () => {
    const { code, facts } = fromUnix(systemError('EMFILE', 'connect'), { call: 'connect', path });
    expect({ code, facts }).toEqual({
      code: 'too-many-files',
      facts: { call: 'connect', code: 'EMFILE' },
    });
    expect(fromUnix(systemError('EROFS', 'bind'), { call: 'listen', path })).toMatchObject({
      fault: 'system',
      code: 'system',
      facts: { call: 'bind', code: 'EROFS' },
    });
  });

  test('what is an error of ours already stays the same', () => {
    const error = new SocketsError('usage', 'interrupted', { address: path });
    expect(fromUnix(error, { call: 'connect', path })).toBe(error);
  });
});

describe('a path is checked before the kernel sees it', () => {
  test('none at all, and an abstract name of nothing, are missing', () => {
    for (const path of ['', '@']) {
      expect(failureOf(() => checkPath(path))).toEqual({
        fault: 'usage',
        code: 'missing-argument',
        name: 'path',
      });
    }
  });

  test('it may have as many octets as sun_path has room for, and not one more', () => {
    expect(failureOf(() => checkPath('x'.repeat(MOST)))).toBe('no failure');
    const path = 'x'.repeat(MOST + 1);
    expect(failureOf(() => checkPath(path))).toEqual({
      fault: 'usage',
      code: 'path-too-long',
      path,
      bytes: MOST + 1,
      most: MOST,
    });
  });

  test('octets are counted, not characters', () => {
    const path = '가'.repeat(40);
    expect(failureOf(() => checkPath(path))).toMatchObject({ code: 'path-too-long', bytes: 120 });
    expect(failureOf(() => checkPath('가'.repeat(30)))).toBe('no failure');
  });

  testNeeding([LINUX], 'an abstract name is as long as a path may be', async () => {
    expect(failureOf(() => checkPath(`@${'x'.repeat(MOST - 1)}`))).toBe('no failure');
    expect(failureOf(() => checkPath(`@${'x'.repeat(MOST)}`))).toMatchObject({
      code: 'path-too-long',
    });
  });

  test('elsewhere than on Linux an abstract name is nothing, and a path is shorter', () => {
    expect(failureOf(() => checkPath('@x', 'linux'))).toBe('no failure');
    expect(failureOf(() => checkPath('@x', 'darwin'))).toMatchObject({
      code: 'not-on-this-system',
    });
    expect(failureOf(() => checkPath(`/${'x'.repeat(103)}`, 'linux'))).toBe('no failure');
    expect(failureOf(() => checkPath(`/${'x'.repeat(103)}`, 'darwin'))).toMatchObject({
      most: 103,
    });
  });
});
