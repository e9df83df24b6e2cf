import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TCP_STATES, type TcpState } from '../../../src/event/tcp-state.ts';
import { StateTable } from '../../../src/observe/kernel/table-diff.ts';
import type { KernelSighting } from '../../../src/observe/sighting.ts';
import { all, end, listener, row, shown, ssRow } from '../../support/kernel-rows.ts';

describe('looks', () => {
  test('tell a state when it is new, and when it has changed since', () => {
    const table = new StateTable(all);
    expect(shown(table.look(1, [row('SYN-SENT')]))).toEqual(['1 9000 SYN-SENT polled']);
    expect(table.look(2, [row('SYN-SENT')])).toEqual([]);
    const told = table.look(3, [row('ESTABLISHED')]);
    expect(shown(told)).toEqual(['3 9000 ESTABLISHED polled (SYN-SENT)']);
    expect(told[0]).toMatchObject({ seen: 'row', local: end(9000), remote: end(40_000) });
  });

  test('tell that a row is gone, once, when two do not find it, at the time of the first', () => {
    const table = new StateTable(all);
    table.look(1, [row('TIME-WAIT'), row('ESTABLISHED', 9001)]);
    expect(table.unsure).toBe(false);
    expect(table.look(2, [row('ESTABLISHED', 9001)])).toEqual([]);
    expect(table.unsure).toBe(true);
    expect(shown(table.look(3, []))).toEqual(['2 9000 CLOSED polled (TIME-WAIT)']);
    expect(table.look(4, [row('ESTABLISHED', 9001)])).toEqual([]);
    expect(table.unsure).toBe(false);
    expect(table.look(5, [row('ESTABLISHED', 9001)])).toEqual([]);
    expect(table.size).toBe(1);
  });

  test('follow only what is wanted, and only so many', () => {
    const table = new StateTable((local) => local.port >= 9000, 2);
    const rows = [80, 9000, 9001, 9002].map((port) => row('ESTABLISHED', port));
    expect(shown(table.look(1, rows))).toEqual([
      '1 9000 ESTABLISHED polled',
      '1 9001 ESTABLISHED polled',
    ]);
    table.look(2, rows.slice(2));
    expect(shown(table.look(3, rows.slice(2)))).toEqual(['2 9000 CLOSED polled (ESTABLISHED)']);
    expect(shown(table.look(4, rows.slice(2)))).toEqual(['4 9002 ESTABLISHED polled']);
  });

  test('tell queues that become empty or are not any more, or double, or halve', () => {
    const table = new StateTable(all);
    const sizes = [0, 10, 15, 20, 11, 10, 1, 0, 0];
    const told = sizes.flatMap((receiveQueue, time) =>
      table.look(time, [row('ESTABLISHED', 9000, 40_000, { receiveQueue, sendQueue: 7 })]),
    );
    expect(shown(told).slice(1)).toEqual([
      '0 9000 in 0 out 7',
      '1 9000 in 10 out 7',
      '3 9000 in 20 out 7',
      '5 9000 in 10 out 7',
      '6 9000 in 1 out 7',
      '7 9000 in 0 out 7',
    ]);
  });

  test('take no SYN and no FIN for an octet that waits', () => {
    const table = new StateTable(all);
    const one = { sendQueue: 1, receiveQueue: 0 };
    const told = [
      ...table.look(1, [row('SYN-SENT', 1, 9, one)]),
      ...table.look(2, [row('SYN-SENT', 1, 9, one), row('FIN-WAIT-1', 2, 9, one)]),
      ...table.look(3, [row('CLOSE-WAIT', 3, 9, { receiveQueue: 1 })]),
      ...table.look(4, [row('LAST-ACK', 4, 9, { receiveQueue: 6, sendQueue: 3 })]),
    ];
    expect(shown(told).filter((line) => line.includes('in'))).toEqual(['4 4 in 5 out 2']);
  });

  test('know whether anything moved, told or not', () => {
    const table = new StateTable(all);
    const moved = (measures: string) => {
      table.look(1, [{ ...row('ESTABLISHED'), measures }]);
      return table.moved;
    };
    expect(['20 4 30 10 -1', '20 4 30 10 -1', '20 4 30 11 -1'].map(moved)).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('an accept queue', () => {
  test('is told once its limit is known, and whenever it changes', () => {
    const table = new StateTable(all);
    expect(shown(table.look(1, [listener(1)]))).toEqual(['1 9000 LISTEN polled']);
    expect(table.lacksLimit).toBe(true);
    const limit = ssRow('LISTEN', 0, { receiveQueue: 1, sendQueue: 5 });
    expect(shown(table.info(2, [limit]))).toEqual(['2 9000 1 of 5']);
    expect(table.lacksLimit).toBe(false);
    expect(table.look(3, [listener(1)])).toEqual([]);
    expect(shown(table.look(4, [listener(6)]))).toEqual(['4 9000 6 of 5']);
  });

  test('of listeners that share an address is the sum of theirs', () => {
    const table = new StateTable(all);
    table.look(1, [listener(), listener()]);
    const limits = [1, 2].map((receiveQueue) => ssRow('LISTEN', 0, { receiveQueue, sendQueue: 5 }));
    expect(shown(table.info(2, limits))).toEqual(['2 9000 3 of 10']);
    expect(shown(table.look(3, [listener(4), listener(3)]))).toEqual(['3 9000 7 of 10']);
  });
});

test('what TCP measured is told when it is news, of sockets that are followed', () => {
  const table = new StateTable(all);
  table.look(1, [row('ESTABLISHED'), listener()]);
  const measure = (cwnd: number, rtt: number) =>
    shown(table.info(2, [ssRow('ESTABLISHED', 40_000, {}, { cwnd, rtt })]));
  expect(measure(10, 100)).toEqual(['2 9000 cwnd 10 rtt 100']);
  expect(measure(10, 120)).toEqual([]);
  expect(measure(10, 126)).toEqual(['2 9000 cwnd 10 rtt 126']);
  expect(measure(11, 126)).toEqual(['2 9000 cwnd 11 rtt 126']);
  expect(table.info(3, [ssRow('ESTABLISHED', 41_000, {}, { cwnd: 1 })])).toEqual([]);
});

test('whatever comes, each state that is told was what the one before is', () => {
  const states = fc.constantFrom(...TCP_STATES);
  const looks = fc.array(fc.array(fc.tuple(states, fc.integer({ min: 1, max: 4 }), fc.nat(9))));
  fc.assert(
    fc.property(looks, (script) => {
      const table = new StateTable(all, 3);
      const told = script.flatMap((rows, time) => {
        const found = table.look(
          time,
          rows.map(([state, port, receiveQueue]) => row(state, port, 9, { receiveQueue })),
        );
        expect(table.size).toBeLessThanOrEqual(3);
        return found;
      });
      expectChain(told);
    }),
    { numRuns: 100 },
  );
});

function expectChain(told: readonly KernelSighting[]) {
  const last = new Map<number, TcpState>();
  for (const { local, what } of told) {
    if (what.type !== 'state') continue;
    expect(what.was).toBe(last.get(local.port));
    expect(what.state).not.toBe(what.was);
    if (what.state === 'CLOSED') last.delete(local.port);
    else last.set(local.port, what.state);
  }
}
