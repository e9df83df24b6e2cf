import { describe, expect } from 'vitest';
import { TCP_STATES } from '../../src/event/tcp-state.ts';
import { TESTERS } from '../support/lab.ts';
import { play, read, SCENARIO_NEEDS, SCENARIO_TIMEOUT } from '../support/scenario.ts';
import { testNeeding } from '../support/tools.ts';

describe.each(TESTERS)('sockets lab states of $name', (tester) => {
  const needs = [...SCENARIO_NEEDS, ...tester.needs];

  testNeeding(
    needs,
    'has the kernel in each of the eleven states, and tells what was dropped for it',
    async () => {
      const played = await play(tester, 'states');

      const states = new Set(played.of('state').map(({ state }) => state));
      expect([...states].toSorted()).toEqual([...TCP_STATES].toSorted());
      expect(new Set(played.of('state').map(({ source }) => source))).toEqual(new Set(['kernel']));
      const how = played.of('state').map((event) => event.how);
      expect(how.filter((one) => one !== 'polled' && one !== 'traced')).toEqual([]);
      expect(played.states('C1')).toEqual(
        expect.arrayContaining([
          'SYN-SENT',
          'ESTABLISHED',
          'FIN-WAIT-1',
          'FIN-WAIT-2',
          'TIME-WAIT',
        ]),
      );
      expect(played.states('S1')).toEqual(
        expect.arrayContaining(['ESTABLISHED', 'CLOSE-WAIT', 'LAST-ACK', 'CLOSED']),
      );
      expect(played.states('S2')).toEqual(
        expect.arrayContaining(['FIN-WAIT-1', 'CLOSING', 'TIME-WAIT']),
      );
      const dropped = played.of('dropped').map(({ flags = [] }) => flags.join(','));
      expect(new Set(dropped)).toEqual(new Set(['SYN', 'SYN,ACK', 'FIN,ACK']));
    },
    SCENARIO_TIMEOUT,
  );

  testNeeding(
    needs,
    "shows each state's transition and the row of /proc/net/tcp that says so, then TIME-WAIT and the port",
    async () => {
      const text = await read(tester, 'states');

      for (const [number, state] of [
        ['0A', 'LISTEN'],
        ['02', 'SYN-SENT'],
        ['03', 'SYN-RECEIVED'],
        ['01', 'ESTABLISHED'],
        ['04', 'FIN-WAIT-1'],
        ['05', 'FIN-WAIT-2'],
        ['08', 'CLOSE-WAIT'],
        ['09', 'LAST-ACK'],
        ['06', 'TIME-WAIT'],
        ['0B', 'CLOSING'],
      ]) {
        expect(text).toMatch(
          new RegExp(`→ ${state}: .*RFC 9293 §3\\.3\\.2\\)\\n.*\\n +\\d+: \\S+ \\S+ ${number} `),
        );
        expect(text).toContain(`st ${number} is ${state}`);
      }
      expect(text).toMatch(/▶ S1 {2}LAST-ACK → CLOSED: rcv ACK of FIN.*\n.*no row any more/);
      const left = [...text.matchAll(/^ {2}([\d.]+) s left$/gm)].map(([, seconds]) =>
        Number(seconds),
      );
      expect(left.length).toBeGreaterThanOrEqual(3);
      expect(left).toEqual(left.toSorted((one, other) => other - one));
      expect(left[0]).toBeLessThanOrEqual(60);
      expect(text).toMatch(/11 of 11 states in \d/);
      expect(text).toMatch(/Address already in use|No python3 and no perl/);
      expect(longLines(text)).toEqual([]);
    },
    SCENARIO_TIMEOUT,
  );
});

function longLines(text: string): string[] {
  return text.split('\n').filter((line) => line.length > 80);
}
