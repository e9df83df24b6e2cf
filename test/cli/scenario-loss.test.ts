import { describe, expect } from 'vitest';
import { TESTERS } from '../support/lab.ts';
import { play, read, SCENARIO_NEEDS, SCENARIO_TIMEOUT } from '../support/scenario.ts';
import { testNeeding } from '../support/tools.ts';

describe.each(TESTERS)('sockets lab of $name', (tester) => {
  const needs = [...SCENARIO_NEEDS, ...tester.needs];

  testNeeding(
    needs,
    'retransmission: has what was dropped and sent again, by a timer and long before one',
    async () => {
      const played = await play(tester, 'retransmission');

      const dropped = played.of('dropped');
      expect(dropped.map(({ socket, relativeSeq }) => [socket, relativeSeq])).toEqual([
        ['C1', 1],
        ['C2', 1],
      ]);
      const [first, second] = dropped;
      const again = (socket: string) =>
        played
          .of('segment')
          .filter(
            (segment) =>
              segment.socket === socket && segment.relativeSeq === 1 && segment.bytes > 0,
          );
      // The packet stands where it was on the wire, and beside it that it was dropped.
      expect(again('C1')[0]?.time).toBe(first?.time);
      expect(again('C2')[0]?.time).toBe(second?.time);
      expect(again('C1')[1]?.judged).toContain('retransmission');
      expect(again('C1')[1]?.after).toBeGreaterThan(150_000);
      expect(again('C2')[1]?.after).toBeLessThan(again('C1')[1]?.after ?? 0);
      const received = played.of('receive').filter(({ socket }) => socket === 'S2');
      expect(Buffer.concat(received.map(({ data }) => data)).toString()).toBe(
        'one two three four five six\n',
      );
    },
    SCENARIO_TIMEOUT,
  );

  testNeeding(
    needs,
    'flow-control: has a window of zero, probes, a blocked write, and the window back',
    async () => {
      const played = await play(tester, 'flow-control');

      const windows = played.of('segment').filter(({ socket }) => socket === 'S1');
      const zero = windows.findIndex(
        ({ window, judged }) => window === 0 && judged?.includes('zero-window'),
      );
      expect(zero).toBeGreaterThan(0);
      expect(windows.slice(zero).some(({ window }) => window > 0)).toBe(true);
      const judged = played.of('segment').flatMap((segment) => segment.judged ?? []);
      expect(judged).toContain('zero-window-probe');
      expect(judged).toContain('window-update');
      expect(played.of('blocked')).toHaveLength(1);
      expect(played.of('drained')).toHaveLength(1);
      const [closed] = played.of('close').filter(({ socket }) => socket === 'S1');
      const [client] = played.of('close').filter(({ socket }) => socket === 'C1');
      expect(closed?.received).toBe(client?.sent);
    },
    SCENARIO_TIMEOUT,
  );

  testNeeding(
    needs,
    'congestion: draws how the window goes up and is cut',
    async () => {
      const text = await read(tester, 'congestion');

      expect(text).toMatch(/^ +\d+ \|.*\*/m);
      expect(text).toMatch(/^ +0 \+.*x/m);
      const told = text.replace(/\s+/g, ' ');
      const [, most] = /went up to (\d+)/.exec(told) ?? [];
      const [, cuts] = /was cut (\d+) times?/.exec(told) ?? [];
      const [, least] = /least (\d+)/.exec(told) ?? [];
      const [, again] = /(\d+) segments were sent again/.exec(told) ?? [];
      expect(Number(cuts)).toBeGreaterThanOrEqual(1);
      expect(Number(most)).toBeGreaterThan(Number(least));
      expect(Number(again)).toBeGreaterThan(0);
      expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    },
    SCENARIO_TIMEOUT,
  );

  testNeeding(
    needs,
    'keep-alive: has a probe that is answered, ten that are lost, and ETIMEDOUT',
    async () => {
      const played = await play(tester, 'keep-alive');

      expect(played.of('timeout').map(({ what }) => what)).toEqual(['idle']);
      const probes = played.of('segment').filter(({ judged }) => judged?.includes('keep-alive'));
      expect(probes.length).toBeGreaterThan(10);
      const dropped = played.of('dropped').filter(({ flags }) => flags?.join() === 'ACK');
      expect(dropped).toHaveLength(10);
      expect(played.of('error').map(({ code }) => code)).toEqual(['ETIMEDOUT']);
    },
    SCENARIO_TIMEOUT,
  );

  testNeeding(
    needs,
    'stream: has one write in several segments, and the same octets at the other end',
    async () => {
      const played = await play(tester, 'stream');

      const large = played
        .of('segment')
        .filter(({ bytes, relativeSeq = 0 }) => bytes > 0 && relativeSeq <= 20_000);
      expect(large.length).toBeGreaterThanOrEqual(14);
      expect(Math.max(...large.map(({ bytes }) => bytes))).toBeLessThanOrEqual(1460);
      const writes = played.of('send').filter(({ socket }) => socket === 'C1');
      expect(writes).toHaveLength(11);
      const reads = played.of('receive').filter(({ socket }) => socket === 'S1');
      expect(reads.length).toBeLessThan(11);
      expect(reads.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(20_070);
      expect(await read(tester, 'stream')).toContain('The octets are the same at both ends');
    },
    SCENARIO_TIMEOUT,
  );
});
