import { describe, expect, test } from 'vitest';
import { StateTable } from '../../../src/observe/kernel/table-diff.ts';
import type { StateChange } from '../../../src/observe/kernel/trace-pipe.ts';
import { all, change, row, shown } from '../../support/kernel-rows.ts';

describe('what was traced', () => {
  const CLOSING: readonly StateChange[] = [
    change(5000, 'ESTABLISHED', 'FIN-WAIT-1'),
    change(6000, 'FIN-WAIT-1', 'FIN-WAIT-2'),
    change(7000, 'FIN-WAIT-2', 'CLOSED'),
  ];

  test('is told as it was, with its attempt once the port is known', () => {
    const table = new StateTable(all);
    expect(table.trace([change(1, 'CLOSED', 'SYN-SENT', [0, 40_000])])).toEqual([]);
    expect(shown(table.trace([change(2, 'SYN-SENT', 'ESTABLISHED')]))).toEqual([
      '1 9000 SYN-SENT traced (CLOSED)',
      '2 9000 ESTABLISHED traced (SYN-SENT)',
    ]);
    const accepted = [
      change(3, 'LISTEN', 'SYN-RECEIVED', [1, 2]),
      change(4, 'ESTABLISHED', 'CLOSED', [1, 2]),
    ];
    expect(shown(table.trace(accepted))).toEqual([
      '3 1 SYN-RECEIVED traced (LISTEN)',
      '4 1 CLOSED traced (ESTABLISHED)',
    ]);
    expect(table.size).toBe(1);
  });

  test('an attempt that gets no answer is told when a look finds its port', () => {
    const table = new StateTable(all);
    table.trace([change(1, 'CLOSED', 'SYN-SENT', [0, 40_000])]);
    expect(shown(table.look(9000, [row('SYN-SENT')]))).toEqual(['1 9000 SYN-SENT traced (CLOSED)']);
  });

  test('an attempt of a socket that nobody wants is not taken for another', () => {
    const table = new StateTable((local) => local.port === 9000);
    const told = table.trace([
      change(1, 'CLOSED', 'SYN-SENT', [0, 40_000]),
      change(2, 'SYN-SENT', 'ESTABLISHED', [8000, 40_000]),
      change(3, 'SYN-SENT', 'ESTABLISHED'),
    ]);
    expect(shown(told)).toEqual(['3 9000 ESTABLISHED traced (SYN-SENT)']);
  });

  test('a look adds TIME-WAIT, which the kernel does not trace, and its end', () => {
    const table = new StateTable(all);
    expect(shown(table.trace(CLOSING)).at(-1)).toBe('6000 9000 FIN-WAIT-2 traced (FIN-WAIT-1)');
    expect(table.unsure).toBe(true);
    expect(shown(table.look(9100, [row('TIME-WAIT')], 9000))).toEqual([
      '9100 9000 TIME-WAIT polled (FIN-WAIT-2)',
    ]);
    expect(table.unsure).toBe(false);
    table.look(9200, []);
    expect(shown(table.look(9300, []))).toEqual(['9200 9000 CLOSED polled (TIME-WAIT)']);
  });

  test('without a TIME-WAIT it is CLOSED when the trace says so', () => {
    const table = new StateTable(all);
    table.trace(CLOSING);
    expect(shown(table.look(9100, [], 9000))).toEqual(['7000 9000 CLOSED traced (FIN-WAIT-2)']);
  });

  test('a look that had begun before it is not believed', () => {
    const table = new StateTable(all);
    table.trace([change(5000, 'ESTABLISHED', 'CLOSE-WAIT')]);
    expect(table.look(5500, [row('ESTABLISHED')], 4900)).toEqual([]);
    table.trace([change(6000, 'LAST-ACK', 'CLOSED')]);
    expect(table.look(6500, [row('LAST-ACK')], 5900)).toEqual([]);
    expect(table.size).toBe(0);
  });

  test('a socket that becomes wanted a moment later has all its changes told, and then its rows', () => {
    let port = 0;
    const table = new StateTable((local) => local.port === port);
    const begin = [
      change(1, 'CLOSED', 'SYN-SENT', [0, 40_000]),
      change(2, 'SYN-SENT', 'ESTABLISHED', [8000, 40_000]),
      change(3, 'ESTABLISHED', 'FIN-WAIT-1', [8000, 40_000]),
    ];
    expect(table.trace(begin)).toEqual([]);
    expect(table.look(5000, [row('FIN-WAIT-2', 8000)])).toEqual([]);
    port = 8000;
    expect(shown(table.look(9000, [row('FIN-WAIT-2', 8000)]))).toEqual([
      '1 8000 SYN-SENT traced (CLOSED)',
      '2 8000 ESTABLISHED traced (SYN-SENT)',
      '3 8000 FIN-WAIT-1 traced (ESTABLISHED)',
      '9000 8000 FIN-WAIT-2 polled (FIN-WAIT-1)',
    ]);
  });

  test('what was traced more than a second ago is not kept for anybody', () => {
    let port = 0;
    const table = new StateTable((local) => local.port === port);
    table.trace([change(10_000, 'LISTEN', 'SYN-RECEIVED')]);
    table.look(1_010_000, []);
    port = 9000;
    expect(table.look(1_020_000, [])).toEqual([]);
    expect(table.size).toBe(0);
  });
});
