import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { type Finding, TraceCheck } from '../../src/trace/check-trace.ts';
import { encodeEvent } from '../../src/trace/json-lines.ts';
import { readTrace } from '../../src/trace/read-json-lines.ts';
import { EXAMPLE_EVENTS, EXAMPLES } from './examples.ts';
import { HEADER, read } from './reading.ts';

const MEGABYTE = 1024 * 1024;
const accept = encodeEvent(EXAMPLES.accept);

/** A chunk again and again, behind a header: what a file of gigabytes would be, but that it ends. */
function* repeated(chunk: string | Uint8Array, times: number): Generator<string | Uint8Array> {
  yield HEADER;
  for (let i = 0; i < times; i += 1) yield chunk;
}

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

/** Octets in use once all that is of no use any more is gone. */
function inUse(): number {
  if (typeof collectGarbage === 'function') collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

describe('a reader', () => {
  test.each([
    ['NUL octets', Buffer.alloc(100), 'not JSON'],
    ['a NUL octet in a string', accept.replace('L1', 'L\0'), 'not JSON'],
    ['a line of 2 MiB', `{"x":"${'x'.repeat(2 * MEGABYTE)}"}`, 'line longer than 1 MiB'],
    ['half a character', Uint8Array.of(0x7b, 0xe2, 0x82), 'not UTF-8'],
    ['UTF-16', Buffer.from(accept, 'utf16le'), 'not JSON'],
    ['a compressed file', Uint8Array.of(0x1f, 0x8b, 8, 0, 0xff), 'not UTF-8'],
    ['an array without end', '['.repeat(MEGABYTE - 1), 'not JSON'],
    [
      'an object without end in a field that is known',
      accept.replace('"L1"', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`).trim(),
      'listener: expected 1 to 64 characters, no space or control character',
    ],
    [
      'a number of a million digits',
      accept.replace('179', '9'.repeat(1_000_000)).trim(),
      'time: expected a whole number ≥ 0',
    ],
    [
      'a time before all time',
      accept.replace('{"time":', '{"time":-').trim(),
      'time: expected a whole number ≥ 0',
    ],
  ])('refuses %s, by its line', async (_what, line, problem) => {
    expect(await read(HEADER, accept, line, '\n', accept)).toEqual({
      events: [EXAMPLES.accept],
      problem: `line 3: ${problem}`,
    });
  });

  test('refuses a trace of version 2 by its first line, whatever else has changed', async () => {
    const second = '{"format":"sockets-trace","version":2,"writer":{"name":"sockets"}}\n';
    expect(await read(second, accept)).toEqual({
      events: [],
      problem: 'line 1: version: newer than 1, the newest known here',
    });
  });

  test('keeps nothing of what it has read, however much that is', async () => {
    const chunk = EXAMPLE_EVENTS.map(encodeEvent).join('').repeat(4);
    const times = Math.ceil((12 * MEGABYTE) / chunk.length);
    const before = inUse();
    let events = 0;
    let most = 0;
    let looks = 0;
    for await (const { time } of readTrace(repeated(Buffer.from(chunk), times))) {
      events += time > 0 ? 1 : 0;
      if (events % 8000 !== 0) continue;
      looks += 1;
      most = Math.max(most, inUse() - before);
    }
    expect(events).toBe(4 * times * EXAMPLE_EVENTS.length);
    expect(looks).toBeGreaterThan(0);
    expect(most).toBeLessThan(8 * MEGABYTE);
  }, 60_000);
});

describe('a check', () => {
  test('of a single line of 64 MiB keeps none of it, and has one finding', async () => {
    const findings: Finding[] = [];
    const line = Buffer.alloc(MEGABYTE, 'x');
    const check = new TraceCheck(repeated(line, 64));
    const before = inUse();
    for await (const finding of check) findings.push(finding);
    const grown = inUse() - before;
    expect(findings).toEqual([{ line: 2, problem: 'line longer than 1 MiB', kind: 'refused' }]);
    expect(grown).toBeLessThan(4 * MEGABYTE);
    expect(check.summary.lines).toBe(2);
  });

  test('of millions of names keeps a bounded number of them', async () => {
    function* traffic(): Generator<string> {
      yield HEADER;
      for (let i = 0; i < 400; i += 1) {
        const lines = Array.from({ length: 60 }, (_, at) => {
          const name = `${i}-${at}-${'x'.repeat(90)}`;
          const common = `{"time":1,"source":"app","socket":"S${i}-${at}","type"`;
          return `${common}:"pause","${name}":1}\n${common}:"new-${name.slice(0, 50)}","${name}":1}\n`;
        });
        yield lines.join('');
      }
    }
    const check = new TraceCheck(traffic());
    for await (const finding of check) expect(finding).toBeUndefined();
    const { sockets, unknownTypes, unknownFields, events } = check.summary;

    expect(events).toBe(24_000);
    expect([sockets.names.size, sockets.others]).toEqual([10_000, 2 * (24_000 - 10_000)]);
    expect([unknownTypes.names.size, unknownTypes.others]).toEqual([100, 23_900]);
    expect([unknownFields.names.size, unknownFields.others]).toEqual([100, 23_900]);
  }, 60_000);
});

test('a hostile event stays what it is on its way through a file', async () => {
  const name = '\u001b]0;x\u0007\u202e';
  const event: SocketEvent = { ...EXAMPLES.lookup, name };
  expect(encodeEvent(event)).toMatch(/^[ -~]+\n$/);
  expect((await read(HEADER, encodeEvent(event))).events).toEqual([event]);
});
