import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeNow } from '../../src/terminal/write-now.ts';
import { startProgram } from '../support/sockets-process.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sockets-write-now-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('all octets are in the file when it returns, one write after the other', () => {
  const path = join(folder, 'file');
  const descriptor = openSync(path, 'w');
  try {
    writeNow(descriptor, Buffer.from('하나\n'));
    writeNow(descriptor, new Uint8Array(0));
    writeNow(descriptor, Buffer.alloc(1_000_000, 'x'));
    expect(readFileSync(path, 'utf8')).toBe(`하나\n${'x'.repeat(1_000_000)}`);
  } finally {
    closeSync(descriptor);
  }
});

test('a descriptor that takes nothing is an error, not a wait', () => {
  const path = join(folder, 'file');
  const writing = openSync(path, 'w');
  const reading = openSync(path, 'r');
  try {
    expect(() => writeNow(reading, Buffer.from('x'))).toThrow(
      expect.objectContaining({ code: 'EBADF' }),
    );
  } finally {
    closeSync(writing);
    closeSync(reading);
  }
});

test('a pipe that does not block and is full is waited for until all has gone', async () => {
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  // Open for both, it need not wait for its reader.
  const descriptor = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  await using reader = startProgram('wc', ['-c', path]);
  try {
    writeNow(descriptor, Buffer.alloc(1_000_000, 'x'));
  } finally {
    closeSync(descriptor);
  }
  await reader.exited;
  expect(reader.stdout.toString().trim().split(' ')[0]).toBe('1000000');
});
