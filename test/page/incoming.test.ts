import { describe, expect, test } from 'vitest';
import { Incoming, MOST_EVENTS } from '../../src/page/model/incoming.ts';
import { encodeEvent, encodeHeader } from '../../src/trace/json-lines.ts';
import { EXAMPLE_EVENTS, HEADER_EXAMPLE } from '../trace/examples.ts';

const HEADER = encodeHeader(HEADER_EXAMPLE);
const LINES = [HEADER, ...EXAMPLE_EVENTS.map(encodeEvent)];

function read(...pieces: readonly (string | Uint8Array)[]): Incoming {
  const incoming = new Incoming();
  for (const piece of pieces) incoming.push(piece);
  incoming.end();
  return incoming;
}

describe('a trace that comes in', () => {
  test('gives the same events however it is cut', () => {
    const octets = new TextEncoder().encode(LINES.join(''));
    const pieces = Array.from({ length: Math.ceil(octets.length / 997) }, (_none, at) =>
      octets.subarray(997 * at, 997 * (at + 1)),
    );

    expect(read(...pieces).events).toEqual(EXAMPLE_EVENTS);
    expect(read(LINES.join('')).events).toEqual(EXAMPLE_EVENTS);
  });

  test('is kept up to a line that is none, and the line is told', () => {
    const { events, bad } = read(...LINES.slice(0, 3), '{"time":"soon"}\n', ...LINES.slice(3));

    expect(events).toEqual(EXAMPLE_EVENTS.slice(0, 2));
    expect(bad).toEqual({ line: 4, problem: 'type: missing' });
  });

  test('that is none at all is told, too', () => {
    expect(read('GET / HTTP/1.1\r\n').bad).toEqual({ line: 1, problem: 'not JSON' });
    expect(read('').bad?.line).toBe(1);
  });

  test('counts what only a newer program knows', () => {
    const newer = '{"time":1,"source":"app","socket":"S1","type":"teleport"}\n';
    const { newer: count, events, bad } = read(HEADER, newer, newer);

    expect([count, events.length, bad]).toEqual([2, 0, undefined]);
  });

  test('is cut off where a page would grow too large', () => {
    const incoming = new Incoming();
    incoming.push(HEADER);
    const thousand = '{"time":1,"source":"app","socket":"S1","type":"shutdown"}\n'.repeat(1000);
    for (let at = 0; at <= MOST_EVENTS; at += 1000) incoming.push(thousand);

    expect(incoming.events).toHaveLength(MOST_EVENTS);
    expect(incoming.isFull).toBe(true);
  });
});

describe('a run that is followed', () => {
  test('has ended with the line that says so, and with no other', () => {
    const incoming = new Incoming();
    incoming.follow(HEADER);
    incoming.follow(
      '{"time":1,"source":"app","socket":"S1","type":"shutdown","more":{"ended":true}}\n',
    );
    expect(incoming.hasEnded).toBe(false);
    incoming.follow('{"time":2,"source":"app","socket":"S1","type":"shutdown"}\n{"ended":true}\n');

    expect(incoming.hasEnded).toBe(true);
    expect([incoming.events.length, incoming.bad]).toEqual([2, undefined]);
  });
});
