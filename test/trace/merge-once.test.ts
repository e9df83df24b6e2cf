import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { mergeTraces } from '../../src/trace/merge.ts';
import { accepted, at, connected, from, hello, server } from './example-ends.ts';
import { exchange, segment } from './two-machines.ts';

const octets = { bytes: hello.length, data: hello };

function told(events: readonly { readonly event: SocketEvent }[]): string[] {
  return events.map(({ event }) => `${event.socket} ${event.type}`);
}

describe('the same socket, seen by two', () => {
  const own: SocketEvent[] = [
    { ...at(0, 'C1'), type: 'attempt', remote: server },
    { ...at(50, 'C1'), ...connected, type: 'connect', elapsed: 50 },
    { ...at(60, 'C1'), ...connected, type: 'send', ...octets },
  ];
  const kernel = (
    offset: number,
    label: string,
    state: 'SYN-SENT' | 'ESTABLISHED',
  ): SocketEvent => ({
    ...from('kernel', offset, label),
    ...connected,
    type: 'state',
    state,
    how: 'polled',
  });

  test('has one label, from its first step on', () => {
    const other: SocketEvent[] = [
      { ...from('syscall', 10, 'T7'), type: 'left-open', process: 1 },
      { ...from('syscall', 70, 'T7'), ...connected, type: 'left-open', process: 1 },
    ];
    const { events } = mergeTraces([own, other]);

    expect(events.map(({ event }) => event.socket)).toEqual(Array(5).fill('C1'));
  });

  test('is told to be in a state once, however late the other looked', () => {
    const one = [...own, kernel(20, 'C1', 'SYN-SENT'), kernel(55, 'C1', 'ESTABLISHED')];
    const two = [kernel(30, 'T1', 'SYN-SENT'), kernel(80_000, 'T1', 'ESTABLISHED')];
    const { events, repeated } = mergeTraces([one, two]);

    expect(told(events).filter((step) => step.endsWith('state'))).toEqual(['C1 state', 'C1 state']);
    expect(repeated).toBe(2);
  });

  test('has its queues told again only where they have changed', () => {
    const queues = (offset: number, label: string, send: number): SocketEvent => ({
      ...from('kernel', offset, label),
      ...connected,
      type: 'queues',
      receive: 0,
      send,
    });
    const { events } = mergeTraces([
      [...own, queues(100, 'C1', 6), queues(300, 'C1', 0)],
      [queues(110, 'T1', 6), queues(310, 'T1', 1)],
    ]);

    const sends = events.flatMap(({ event }) => (event.type === 'queues' ? [event.send] : []));
    expect(sends).toEqual([6, 0, 1]);
  });

  test('tells each step once where one recording is given twice', () => {
    const { events } = mergeTraces([own, own]);

    expect(told(events)).toEqual(['C1 attempt', 'C1 connect', 'C1 send']);
  });

  test('is another one when the port is used again', () => {
    const again = own.map(
      (event): SocketEvent => ({ ...event, socket: 'C5', time: event.time + 9e9 }),
    );
    const later: SocketEvent[] = [
      { ...from('syscall', 9e9, 'T1'), ...connected, type: 'left-open', process: 1 },
    ];
    const { events } = mergeTraces([[...own, ...again], later]);

    expect(events.filter(({ file }) => file === 1).map(({ event }) => event.socket)).toEqual([
      'C5',
    ]);
  });
});

describe('a packet that both ends captured', () => {
  const [mine, theirs] = exchange([{ from: 'client', after: 900, delay: 100, text: 'A' }], 0);

  test('is told once, at its sender, with its receiver', () => {
    const { events, repeated } = mergeTraces([
      [...theirs, segment('S1', 'client', 1002, 1), segment('S1', 'server', 1100, 1)],
      [...mine, segment('C1', 'client', 1001, 1), segment('C1', 'server', 1101, 1)],
    ]);
    const segments = events.map(({ event }) => event).filter(({ type }) => type === 'segment');

    expect(segments).toMatchObject([
      { socket: 'C1', to: 'S1', by: 'us', ...connected },
      { socket: 'S1', to: 'C1', by: 'us', ...accepted },
    ]);
    expect(repeated).toBe(2);
  });

  test('is told as often as it passed', () => {
    const { events } = mergeTraces([
      [...theirs, segment('S1', 'client', 1000, 1), segment('S1', 'client', 1900, 1)],
      [...mine, segment('C1', 'client', 1000, 1), segment('C1', 'client', 1900, 1)],
    ]);

    expect(told(events).filter((step) => step.endsWith('segment'))).toHaveLength(2);
  });

  test('that passed again and was captured again by one of them alone is told twice', () => {
    const { events } = mergeTraces([
      [...mine, segment('C1', 'client', 1000, 1)],
      [...theirs, segment('S1', 'client', 1000, 1), segment('S1', 'client', 1100, 1)],
    ]);

    expect(told(events).filter((step) => step.endsWith('segment'))).toHaveLength(2);
  });

  test('is told once where one end writes its IPv4 address as IPv6 has it', () => {
    const mapped = { host: '::ffff:127.0.0.1', port: 9000 };
    const capture: SocketEvent = { ...segment('S1', 'client', 1000, 1), local: mapped };
    const { events } = mergeTraces([
      [{ ...at(0, 'S1'), ...accepted, local: mapped, type: 'accept', listener: 'L1' }, capture],
      [...mine, segment('C1', 'client', 1000, 1)],
    ]);

    const packets = events.filter(({ event }) => event.type === 'segment');
    expect(packets.map(({ event }) => event)).toMatchObject([{ socket: 'C1', to: 'S1' }]);
  });

  test('that only one captured is told, too', () => {
    const { events } = mergeTraces([theirs, [...mine, segment('C1', 'client', 1000, 1)]]);

    const packet = events.find(({ event }) => event.type === 'segment');
    expect(packet?.event).toMatchObject({ socket: 'C1', to: 'S1' });
  });

  test('is told once from two machines as well, where routers changed its header', () => {
    const pieces = [
      { from: 'client', after: 900, delay: 20_000, text: 'A' },
      { from: 'server', after: 30_000, delay: 20_000, text: 'B' },
    ] as const;
    const behind = 3_600_000_000;
    const [client, server] = exchange(pieces, behind);
    const left = segment('C1', 'client', 1000, 1);
    const arrived: SocketEvent = { ...segment('S1', 'client', 21_000 - behind, 1) };
    const routed = { ...arrived, header: Uint8Array.of(0x45, 0, 1, 99) };
    const { events, clocks } = mergeTraces([
      [...client, left],
      [...server, routed as SocketEvent],
    ]);

    expect(clocks[1]?.by).toBe('exchange');
    expect(told(events).filter((step) => step.endsWith('segment'))).toEqual(['C1 segment']);
  });
});
