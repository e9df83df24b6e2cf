import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_SENDERS, Senders } from '../../src/udp/senders.ts';

const from = (port: number) => ({ host: '127.0.0.1', port });

test('each sender has its datagrams, octets, sizes and times', () => {
  const senders = new Senders();
  senders.add(from(40_001), 6, 1000);
  senders.add({ host: '::1', port: 40_001 }, 0, 2000);
  senders.add(from(40_001), 2, 3000);
  senders.add(from(40_001), 65_507, 4000);

  expect(senders.datagrams).toBe(4);
  expect(senders.named).toEqual([
    {
      sender: '127.0.0.1:40001',
      datagrams: 3,
      octets: 65_515,
      smallest: 2,
      largest: 65_507,
      first: 1000,
      last: 4000,
    },
    {
      sender: '[::1]:40001',
      datagrams: 1,
      octets: 0,
      smallest: 0,
      largest: 0,
      first: 2000,
      last: 2000,
    },
  ]);
  expect(senders.others).toBeUndefined();
});

test('nothing is lost in the sums, however many senders there are', () => {
  const datagrams = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 100 })));
  fc.assert(
    fc.property(datagrams, (all) => {
      const senders = new Senders();
      for (const [time, [port, size]] of all.entries()) senders.add(from(port), size, time);
      const sum = (of: 'datagrams' | 'octets') =>
        senders.named.reduce((total, tally) => total + tally[of], 0);
      expect(sum('datagrams')).toBe(all.length);
      expect(sum('octets')).toBe(all.reduce((total, [, size]) => total + size, 0));
    }),
    { numRuns: 100 },
  );
});

test('those who come after a thousand others are counted together', () => {
  const senders = new Senders();
  for (let port = 1; port <= MOST_SENDERS + 3; port += 1) senders.add(from(port), port, port);
  senders.add(from(1), 1, 5000);

  expect(senders.named).toHaveLength(MOST_SENDERS);
  expect(senders.named[0]?.datagrams).toBe(2);
  const sizes = { smallest: MOST_SENDERS + 1, largest: MOST_SENDERS + 3 };
  expect(senders.others).toMatchObject({ sender: '', datagrams: 3, octets: 3006, ...sizes });
  expect(senders.datagrams).toBe(MOST_SENDERS + 4);
});
