import { describe, expect } from 'vitest';
import { TESTERS } from '../support/lab.ts';
import { play, SCENARIO_NEEDS } from '../support/scenario.ts';
import { testNeeding } from '../support/tools.ts';

describe.each(TESTERS)('sockets lab of $name', (tester) => {
  const needs = [...SCENARIO_NEEDS, ...tester.needs];

  testNeeding(
    needs,
    'udp-fragments: has the largest datagram whole and in 45 pieces, and EMSGSIZE beyond',
    async () => {
      const played = await play(tester, 'udp-fragments');

      const [whole, first] = played.of('datagram');
      expect(whole?.bytes).toBe(65_507);
      const pieces = played.of('ip-fragment');
      expect(pieces).toHaveLength(44);
      expect(new Set(pieces.map(({ id }) => id)).size).toBe(1);
      expect(pieces.filter(({ more }) => !more)).toHaveLength(1);
      // The first fragment has the header of UDP, too.
      const octets = pieces.reduce((sum, { bytes }) => sum + bytes, (first?.bytes ?? 0) + 8);
      expect(octets).toBe(65_507 + 8);
      expect(played.of('receive').map(({ bytes }) => bytes)).toEqual([65_507, 65_507]);
      expect(played.of('error').map(({ code }) => code)).toEqual(['EMSGSIZE']);
    },
  );

  testNeeding(
    needs,
    'udp-unreachable: has ICMP twice, and an error only at the connected socket',
    async () => {
      const played = await play(tester, 'udp-unreachable');

      expect(played.of('icmp').map(({ socket, meaning }) => [socket, meaning])).toEqual([
        ['U1', 'port-unreachable'],
        ['U2', 'port-unreachable'],
      ]);
      expect(played.of('error').map(({ socket, code }) => [socket, code])).toEqual([
        ['U2', 'ECONNREFUSED'],
      ]);
    },
  );
});
