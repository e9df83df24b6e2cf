import { describe, expect } from 'vitest';
import { TESTERS } from '../support/lab.ts';
import { play, read, SCENARIO_NEEDS, SCENARIO_TIMEOUT } from '../support/scenario.ts';
import { testNeeding } from '../support/tools.ts';

describe.each(TESTERS)('sockets lab of $name', (tester) => {
  const needs = [...SCENARIO_NEEDS, ...tester.needs];

  testNeeding(
    needs,
    'handshake: has the three segments, each acknowledging the other',
    async () => {
      const { events, ...played } = await play(tester, 'handshake').then((one) => ({
        events: one.events,
        segments: one.of('segment'),
        connects: one.of('connect'),
      }));

      const [syn, synAck, ack] = played.segments;
      expect([syn, synAck, ack].map((segment) => segment?.flags.join(','))).toEqual([
        'SYN',
        'SYN,ACK',
        'ACK',
      ]);
      expect(synAck?.ack).toBe(((syn?.seq ?? 0) + 1) % 2 ** 32);
      expect(ack?.ack).toBe(((synAck?.seq ?? 0) + 1) % 2 ** 32);
      expect(ack?.seq).toBe(synAck?.ack);
      const [connect] = played.connects;
      expect(connect?.time).toBeGreaterThanOrEqual(synAck?.time ?? Number.POSITIVE_INFINITY);
      expect(events.some(({ source }) => source === 'kernel')).toBe(true);
    },
  );

  testNeeding(needs, 'data: has for each write the ACK that names the next octet', async () => {
    const played = await play(tester, 'data');

    const data = played.of('segment').filter(({ bytes }) => bytes > 0);
    expect(data.map(({ relativeSeq, bytes }) => [relativeSeq, bytes])).toEqual([
      [1, 5],
      [6, 1],
      [7, 6],
    ]);
    const acks = played.of('segment').map(({ relativeAck }) => relativeAck);
    expect(acks).toEqual(expect.arrayContaining([6, 7, 13]));
  });

  testNeeding(needs, 'close: has four segments when the server waits', async () => {
    const played = await play(tester, 'close');

    const flags = played.flags('C1', 'S1');
    expect(flags.slice(flags.indexOf('FIN,ACK'))).toEqual(['FIN,ACK', 'ACK', 'FIN,ACK', 'ACK']);
    const together = played.flags('C2', 'S2');
    const fins = together.slice(together.indexOf('FIN,ACK'));
    expect(fins.filter((one) => one === 'FIN,ACK')).toHaveLength(2);
    // Whether ACK and FIN go in one is the kernel's own affair.
    expect([3, 4]).toContain(fins.length);
  });

  testNeeding(
    needs,
    'reset: has three, on purpose, for octets unread, and for nobody',
    async () => {
      const played = await play(tester, 'reset');

      const resets = played.of('segment').filter(({ flags }) => flags.includes('RST'));
      expect(resets.length).toBeGreaterThanOrEqual(3);
      expect(resets.slice(0, 2).map(({ by, socket }) => [by, socket])).toEqual([
        ['us', 'C1'],
        ['us', 'S2'],
      ]);
      expect(
        played
          .of('reset')
          .filter(({ by }) => by === 'peer')
          .map(({ socket }) => socket),
      ).toEqual(expect.arrayContaining(['S1', 'C2']));
      const unread = played.of('queues').filter(({ socket }) => socket === 'S2');
      expect(unread.some(({ receive }) => receive > 0)).toBe(true);
      expect(played.of('attempt-failed').map(({ code }) => code)).toEqual(['ECONNREFUSED']);
    },
  );

  testNeeding(needs, 'half-close: receives after its FIN', async () => {
    const played = await play(tester, 'half-close');

    const [fin] = played.of('segment').filter(({ flags }) => flags.includes('FIN'));
    const received = played
      .of('receive')
      .filter(({ socket, time }) => socket === 'C1' && time > (fin?.time ?? 0));
    expect(received.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(14);
    expect(played.states('C1')).toContain('FIN-WAIT-2');
    expect(played.states('S1')).toContain('CLOSE-WAIT');
  });

  testNeeding(
    needs,
    'backlog: has a queue with more than its limit, and a client whose SYN is not answered',
    async () => {
      const played = await play(tester, 'backlog');

      const full = played.of('accept-queue').find(({ waiting, limit }) => waiting > limit);
      expect(full).toMatchObject({ waiting: 2, limit: 1, socket: 'L1' });
      const syns = played
        .of('segment')
        .filter(({ flags, socket }) => flags.join() === 'SYN' && socket === 'C3');
      expect(syns.length).toBeGreaterThanOrEqual(2);
      expect(syns[1]?.judged).toContain('retransmission');
      const [third] = played.of('connect').filter(({ socket }) => socket === 'C3');
      expect(third?.elapsed).toBeGreaterThan(900_000);
      expect(played.of('accept')).toHaveLength(3);
      const [first] = played.of('accept');
      expect(first?.time).toBeGreaterThan(syns[1]?.time ?? Number.POSITIVE_INFINITY);
    },
    SCENARIO_TIMEOUT,
  );

  testNeeding(needs, 'layers: has a field for every bit of the packet', async () => {
    const text = await read(tester, 'layers');

    const [, octets, owned] = /= (\d+) octets; (\d+) of them/.exec(text.replace(/\s+/g, ' ')) ?? [];
    expect(Number(octets)).toBeGreaterThan(60);
    expect(owned).toBe(octets);
    expect(text).toMatch(/Source Address +127\.0\.0\.1/);
    expect(text).toMatch(/68 65 6c 6c 6f 0a +Data +"hello\\n"/);
    // Each octet from the first to the last, none twice.
    const places = [...text.matchAll(/^ {2} *(\d+) {2}(?:[0-9a-f]{2} ?)+/gm)].map(([, at]) =>
      Number(at),
    );
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });
});
