import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { mergeTraces } from '../../src/trace/merge.ts';
import { connectedPair } from '../support/pair.ts';
import { accepted, at, server } from './example-ends.ts';

function told(events: readonly { readonly event: SocketEvent }[]): string[] {
  return events.map(({ event }) => `${event.socket} ${event.type}`);
}

describe('labels', () => {
  test('the first recording keeps its labels, the others get the next free number of the same letter', () => {
    const first: SocketEvent[] = [
      { ...at(0, 'C1'), type: 'attempt', remote: server },
      { ...at(9, 'C2'), type: 'attempt', remote: server },
    ];
    const second: SocketEvent[] = [
      { ...at(1, 'C1'), type: 'attempt', remote: server },
      { ...at(2, 'C2'), type: 'attempt', remote: server },
      { ...at(3, 'U1'), type: 'bind', local: server },
    ];
    const { events, renamed } = mergeTraces([first, second]);

    expect(events.map(({ event, file }) => `${file} ${event.socket}`)).toEqual([
      '0 C1',
      '1 C3',
      '1 C4',
      '1 U1',
      '0 C2',
    ]);
    expect(renamed).toEqual([
      { file: 1, label: 'C1', to: 'C3' },
      { file: 1, label: 'C2', to: 'C4' },
    ]);
  });

  test('a listener that is named by what it accepted is renamed there, too', () => {
    const one: SocketEvent[] = [
      { ...at(0, 'L1'), type: 'bind', local: server },
      { ...at(1, 'S1'), ...accepted, type: 'accept', listener: 'L1' },
    ];
    const other = { host: '127.0.0.1', port: 9001 };
    const two: SocketEvent[] = [
      { ...at(2, 'L1'), type: 'bind', local: other },
      { ...at(3, 'S1'), local: other, remote: accepted.remote, type: 'accept', listener: 'L1' },
    ];
    const { events } = mergeTraces([one, two]);

    expect(events[3]?.event).toMatchObject({ socket: 'S2', listener: 'L2' });
  });

  test('a label of any form gets a number, and stays within the format', () => {
    const long = 'x'.repeat(64);
    const events = [long, 'client', 'T9'].map(
      (label): SocketEvent => ({ ...at(0, label), type: 'pause' }),
    );
    const { renamed } = mergeTraces([events, events]);

    expect(renamed.map(({ to }) => to)).toEqual([`${'x'.repeat(63)}2`, 'client2', 'T10']);
  });

  test('no two sockets have one label, however many recordings there are', () => {
    const label = fc.constantFrom('C1', 'C2', 'S1', 'C10', 'socket');
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(label), { minLength: 1, maxLength: 5 }), (files) => {
        const recordings = files.map((labels) =>
          labels.map((name, i): SocketEvent => ({ ...at(i, name), type: 'pause' })),
        );
        const { events } = mergeTraces(recordings);
        const names = events.map(({ event }) => event.socket);
        expect(new Set(names).size).toBe(files.flat().length);
        const first = events.filter(({ file }) => file === 0).map(({ event }) => event.socket);
        expect(first).toEqual(files[0]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('order', () => {
  test('is by time, and within a recording as it was', () => {
    const steps = (label: string, times: readonly number[]) =>
      times.map((time): SocketEvent => ({ ...at(time, label), type: 'pause' }));
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat({ max: 500 }), { maxLength: 20 }), { minLength: 1, maxLength: 3 }),
        (files) => {
          const recordings = files.map((times, i) => steps(`C${i + 1}`, times));
          const { events } = mergeTraces(recordings);
          for (const [i, recording] of recordings.entries()) {
            const kept = events.filter(({ file }) => file === i).map(({ event }) => event);
            expect(kept).toEqual(recording);
          }
          if (recordings.every((events) => isSorted(events))) {
            expect(isSorted(events.map(({ event }) => event))).toBe(true);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('of two programs on one machine is that of what they did', async () => {
    await using pair = await connectedPair({
      handler: { receive: (one, bytes) => one.send(bytes) },
    });
    pair.client.handle({});
    pair.client.send('hello');
    await pair.receivedBy('C1', 5);
    const whole = [...pair.trace];
    const isClient = ({ socket }: SocketEvent) => socket === 'C1';
    const { events, clocks, renamed } = mergeTraces([
      whole.filter((event) => !isClient(event)),
      whole.filter(isClient),
    ]);

    expect(clocks[1]).toMatchObject({ offset: 0, by: 'same' });
    expect(renamed).toEqual([]);
    expect(told(events).filter((step) => /send|receive/.test(step))).toEqual([
      'C1 send',
      'S1 receive',
      'S1 send',
      'C1 receive',
    ]);
    expect(isSorted(events.map(({ event }) => event))).toBe(true);
  });
});

function isSorted(events: readonly SocketEvent[]): boolean {
  return events.every(({ time }, i) => i === 0 || time >= (events[i - 1]?.time ?? 0));
}
