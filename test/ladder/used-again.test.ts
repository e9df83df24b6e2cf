import { expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { Parties } from '../../src/ladder/parties.ts';

const client = { host: '127.0.0.1', port: 5000 };
const server = { host: '127.0.0.1', port: 9000 };

/** A connection whose client has the port that the one before had. */
function connection(number: number): SocketEvent[] {
  const seen = (step: number) => ({ time: number * 1000 + step, source: 'app' }) as const;
  const [C, S] = [`C${number}`, `S${number}`];
  const [near, far] = [
    { socket: C, local: client, remote: server },
    { socket: S, local: server, remote: client },
  ];
  return [
    { ...seen(0), ...near, type: 'connect', elapsed: 5 },
    { ...seen(1), ...far, type: 'accept', listener: 'L1' },
    { ...seen(2), ...near, type: 'shutdown' },
    { ...seen(3), ...far, type: 'end-of-stream' },
  ];
}

const EVENTS = [1, 2, 3].flatMap(connection);

/** Which two sockets each event is placed between. */
function pairs(parties: Parties): string[] {
  return EVENTS.map((event) => {
    parties.learn(event);
    const { left, right } = parties.place(event).ends;
    return `${left.socket}–${right.socket}`;
  });
}

test('a port that is used again joins no socket to one of the connection before', () => {
  const live = pairs(new Parties());

  // Live, nobody knows yet who will accept.
  expect(live.filter((_, place) => place % 4 > 0)).toEqual(
    [1, 2, 3].flatMap((number) => Array(3).fill(`C${number}–S${number}`)),
  );
  expect(live[4]).toBe('C2–undefined');
});

test('nor in a recording that is known from its beginning to its end', () => {
  const parties = new Parties();
  for (const event of EVENTS) parties.learn(event);

  expect(pairs(parties)).toEqual([1, 2, 3].flatMap((n) => Array(4).fill(`C${n}–S${n}`)));
});
