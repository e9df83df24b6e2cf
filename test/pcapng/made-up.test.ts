import { describe, expect, test } from 'vitest';
import type { EventOf, SocketEvent } from '../../src/event/event.ts';
import { decodePacket } from '../../src/observe/packet/packet.ts';
import { testNeeding } from '../support/tools.ts';
import { CLIENT, carrying, HERE, octets, SERVER, send, THERE } from './made.ts';
import { blocksOf, captureOf, commentsOf, packetsOf, textOf } from './reading.ts';
import { CAPINFOS, factsOf } from './shark.ts';

describe('a datagram that nobody captured', () => {
  type Moved = EventOf<'send' | 'receive'>;
  const datagram = (change: Partial<Moved>): Moved => ({
    ...{ ...CLIENT, socket: 'U1', time: 1, type: 'send', datagram: true, ...carrying('hi') },
    ...change,
  });
  const ANY = { host: '0.0.0.0', port: 9000 };

  test('one that was received is there, where its sender is not ours', () => {
    const received = datagram({ type: 'receive', local: ANY, remote: HERE });
    const [packet] = packetsOf(captureOf([received]));
    const { network, ports } = decodePacket(101, packet?.octets ?? octets(''));

    expect(packet?.comment).toBe('synthetic; U1 receive 2 B "hi"');
    expect([network?.source, network?.destination]).toEqual(['127.0.0.1', '127.0.0.1']);
    expect(ports).toEqual({ source: HERE.port, destination: ANY.port });
  });

  test('and is not there twice where its sender is ours, bound to an address or to all', () => {
    const there = datagram({ type: 'receive', socket: 'U2', local: THERE, remote: HERE });
    for (const local of [HERE, { ...HERE, host: '0.0.0.0' }]) {
      expect(commentsOf(captureOf([there, datagram({ local })]))).toEqual([
        'synthetic; U1 send 2 B "hi"',
      ]);
    }
  });

  test('what is too long to be one is left out', () => {
    expect(packetsOf(captureOf([datagram({ bytes: 65_508 })]))).toEqual([]);
    expect(packetsOf(captureOf([datagram({ bytes: 65_507 })]))[0]?.length).toBe(65_535);
  });
});

describe('what is made up', () => {
  const open: SocketEvent[] = [
    { ...CLIENT, time: 1, type: 'connect', elapsed: 1 },
    { ...SERVER, time: 2, type: 'accept', listener: 'L1' },
  ];
  const letters = (...events: SocketEvent[]) => commentsOf(captureOf(events));

  test('says so in the section, on its interface and in each comment, in both languages', () => {
    const [section, link] = blocksOf(captureOf([...open, send('hi')]));

    expect(textOf(section?.options.get(1))).toMatch(/^SYNTHETIC: nobody captured these packets\./);
    expect(textOf(link?.options.get(2))).toBe('synthetic');
    expect(link?.body.getUint16(0, true)).toBe(101);
    expect(commentsOf(captureOf([...open, send('hi')], 'ko'))).toEqual([
      ...['합성; C1 connect', '합성; C1 connect', '합성; C1 connect'],
      ...['합성; C1 send 2 B "hi"', '합성; S1: 호출 없이 커널이 보냄'],
    ]);
  });

  testNeeding([CAPINFOS], 'says so to capinfos', async () => {
    expect(await factsOf(captureOf(open))).toMatch(/Capture comment: +SYNTHETIC/);
  });

  test('Unix domain sockets have no packets: they are counted, and left out', () => {
    const path = { path: '/tmp/echo.sock' };
    const unix = send('hi', { local: path, remote: undefined });
    const file = captureOf([unix, { ...unix, socket: 'S2' }]);
    const comment = textOf(blocksOf(file)[0]?.options.get(1));

    expect(packetsOf(file)).toEqual([]);
    expect(comment).toContain('Unix domain sockets (2)');
    expect(textOf(blocksOf(captureOf(open))[0]?.options.get(1))).not.toContain('Unix');
  });

  test('a connection that was not accepted has no packets: nobody knows its port', () => {
    const { local: _local, ...nowhere } = CLIENT;

    expect(
      letters(
        { ...nowhere, time: 1, type: 'attempt' },
        { ...nowhere, time: 2, type: 'attempt-failed', code: 'ECONNREFUSED' },
      ),
    ).toEqual([]);
  });

  test('octets that were told before the handshake was stand behind it', () => {
    const { local: _local, ...nowhere } = CLIENT;
    const attempt: SocketEvent = { ...nowhere, time: 0, type: 'attempt' };
    const early: SocketEvent = { ...SERVER, time: 1, type: 'send', ...carrying('220') };

    expect(letters(attempt, early, ...open)).toEqual([
      ...['synthetic; C1 attempt', 'synthetic', 'synthetic', 'synthetic; S1 send 3 B "220"'],
      'synthetic; C1: by the kernel, for no call',
    ]);
  });

  test('an end that tells of itself sends its FIN when it says so, not when the other end knows', () => {
    const events: SocketEvent[] = [
      { ...SERVER, time: 3, type: 'end-of-stream' },
      send('late'),
      { ...CLIENT, time: 4, type: 'shutdown' },
    ];

    expect(letters(...open, ...events).slice(3)).toEqual([
      ...['synthetic; C1 send 4 B "late"', 'synthetic; S1: by the kernel, for no call'],
      ...['synthetic; C1 shutdown', 'synthetic; S1: by the kernel, for no call'],
    ]);
    expect(letters(...open, ...events.slice(0, 1)).at(-1)).toBe('synthetic; C1 connect');
  });

  test('a trace that begins in the middle has no handshake', () => {
    expect(letters(send('hi'))).toEqual(['synthetic; C1 send 2 B "hi"', 'synthetic']);
  });

  test('a port that is used again is another connection, with numbers of its own', () => {
    const close = { received: 0, sent: 0, unsent: 0, elapsed: 1, type: 'close' } as const;
    const first: SocketEvent[] = [...open, send('hi'), { ...CLIENT, time: 3, ...close }];
    const again = { ...CLIENT, socket: 'C2', time: 4 } as const;
    const events: SocketEvent[] = [...first, { ...again, type: 'connect', elapsed: 1 }];
    const packets = packetsOf(captureOf(events)).slice(-3);

    expect(packets.map(({ comment }) => comment)).toEqual(Array(3).fill('synthetic; C2 connect'));
    expect(decodePacket(101, packets[0]?.octets ?? octets('')).transport).toMatchObject({
      sequence: 0,
    });
  });

  test('a client that was turned away is greeted and sent away', () => {
    const away: SocketEvent = { ...SERVER, socket: 'L1', time: 1, type: 'turned-away', limit: 1 };

    expect(letters(away)).toEqual([...Array(4).fill('synthetic; L1 turned-away'), 'synthetic']);
  });

  test('claims of octets that nobody could have sent are not made into packets without end', () => {
    const claims = Array.from({ length: 3 }, () => send('hi', { bytes: 2 ** 53 - 1 }));
    const packets = packetsOf(captureOf([...open, ...claims, send('end')]));
    const { comment } = packets.at(-2) ?? {};

    expect(packets.length).toBeLessThan(10_000);
    expect(comment).toMatch(/^synthetic; C1 send 3 B "end"; 9,[\d,]+ B before it are left out$/);
  });
});
