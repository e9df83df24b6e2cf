import { expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { Ladder } from '../../src/ladder/ladder.ts';
import { Parties } from '../../src/ladder/parties.ts';
import { EXAMPLES } from '../trace/examples.ts';

const SERVER = { host: '127.0.0.1', port: 9000 };
const clientAt = (port: number) => ({ host: '127.0.0.1', port });

/** A listener resets what a client asks for. */
function refusal(client: string, port: number): SocketEvent[] {
  const there = { local: clientAt(port), remote: SERVER };
  return [
    { ...EXAMPLES.segment, ...there, socket: client, to: 'L1', by: 'us', flags: ['SYN'] },
    {
      ...{ ...EXAMPLES.segment, socket: 'L1', to: client, by: 'us', flags: ['RST', 'ACK'] },
      ...{ local: SERVER, remote: clientAt(port) },
    },
  ];
}

const EVENTS: readonly SocketEvent[] = [
  { ...EXAMPLES.listen, socket: 'L1', local: SERVER },
  ...refusal('C1', 50_001),
  ...refusal('C2', 50_002),
  {
    ...{ ...EXAMPLES['turned-away'], socket: 'L1' },
    ...{ local: SERVER, remote: clientAt(50_003) },
  },
  { ...EXAMPLES.close, socket: 'L1', local: SERVER, remote: undefined },
];

test.each(['known before', 'as it goes on'])(
  'a listener talks with each client whom it refuses, and with nobody else: %s',
  (when) => {
    const parties = new Parties();
    if (when === 'known before') for (const event of EVENTS) parties.learn(event);
    const ladder = new Ladder(parties);
    const rungs = [...EVENTS.flatMap((event) => ladder.push(event)), ...ladder.flush()];

    expect(
      rungs.map(({ event, conversation, ends }) => [
        event.type,
        conversation,
        ends.left.socket ?? (ends.left.address ? 'somebody' : 'nobody'),
      ]),
    ).toEqual([
      ['listen', undefined, 'nobody'],
      ['segment', 1, 'C1'],
      ['segment', 1, 'C1'],
      ['segment', 2, 'C2'],
      ['segment', 2, 'C2'],
      ['turned-away', 3, 'somebody'],
      ['close', undefined, 'nobody'],
    ]);
  },
);
