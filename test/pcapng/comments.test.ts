import { describe, expect, test } from 'vitest';
import type { EventOf, SocketEvent } from '../../src/event/event.ts';
import { CLIENT, carrying, HERE, octets, SERVER, segment, send, THERE } from './made.ts';
import { captureOf, commentsOf, packetsOf } from './reading.ts';

const comments = (...events: SocketEvent[]) => commentsOf(captureOf(events));
const close = { received: 0, sent: 0, unsent: 0, elapsed: 1, type: 'close' } as const;

describe('a segment belongs to', () => {
  test('the send whose octets it has, also where that was told of later', () => {
    expect(comments(segment('hello\n', 1), send('hello\n'))).toEqual(['C1 send 6 B "hello\\n"']);
  });

  test('each of several sends, and to a part of one', () => {
    const sends = [send('one '), send('two '), send('three ')];
    const said = comments(...sends, segment('one two th', 1), segment('ree ', 11));

    expect(said).toEqual([
      'C1 send 4 B "one "; C1 send 4 B "two "; C1 send 6 B "three ", octets 1 to 2',
      'C1 send 6 B "three ", octets 3 to 6',
    ]);
  });

  test('so many sends that not all are named', () => {
    const sends = Array.from({ length: 9 }, (_, place) => send(String(place)));
    const [said] = comments(...sends, segment('012345678', 1));

    expect(said).toMatch(/^C1 send 1 B "0"; (.*; )*C1 send 1 B "5"; and more$/);
  });

  test('no send where other octets stand, from there on', () => {
    const sends = [send('one '), send('two '), send('six ')];
    const segments = [segment('one ', 1), segment('2222', 5), segment('six ', 9)];

    expect(comments(...sends, ...segments)).toEqual([
      'C1 send 4 B "one "',
      ...['C1: by the kernel, for no call', 'C1: by the kernel, for no call'],
    ]);
  });

  test('the receive, where the sender is not ours', () => {
    const receive: SocketEvent = { ...CLIENT, time: 1, type: 'receive', ...carrying('hi') };
    const { to: _to, ...bare } = segment('hi', 1, { by: 'peer' });

    expect(comments(receive, bare)).toEqual(['C1 receive 2 B "hi"']);
  });

  test('the sender, where both ends are ours, whichever end the capture names', () => {
    const sent = { ...SERVER, time: 1, type: 'send', ...carrying('hi') } as const;

    expect(comments(sent, segment('hi', 1, { by: 'peer' }))).toEqual(['S1 send 2 B "hi"']);
  });

  test('the calls that open and end a connection', () => {
    const events: SocketEvent[] = [
      { ...CLIENT, time: 1, type: 'attempt' },
      { ...CLIENT, time: 1, type: 'connect', elapsed: 1 },
      { ...SERVER, time: 1, type: 'accept', listener: 'L1' },
      { ...CLIENT, time: 1, type: 'shutdown' },
      { ...CLIENT, time: 1, ...close },
      { ...SERVER, time: 1, ...close },
    ];
    const server = { by: 'peer' } as const;
    const packets = [
      segment('', 0, { flags: ['SYN'] }),
      segment('', 0, { flags: ['SYN', 'ACK'], ...server }),
      segment('', 1, { flags: ['ACK'] }),
      segment('', 1, { flags: ['FIN', 'ACK'] }),
      segment('', 1, { flags: ['FIN', 'ACK'], ...server }),
    ];

    expect(comments(...events, ...packets)).toEqual([
      ...['C1 connect', 'S1 accept (L1)', 'C1: by the kernel, for no call'],
      ...['C1 shutdown', 'S1 close'],
    ]);
  });

  test('what was learned of a peer that is not ours', () => {
    const events: SocketEvent[] = [
      { ...CLIENT, time: 1, type: 'end-of-stream' },
      { ...CLIENT, time: 1, type: 'reset', by: 'peer' },
    ];
    const { to: _to, ...bare } = segment('', 1, { by: 'peer' });
    const flags = [['FIN', 'ACK'], ['RST'], ['ACK']] as const;

    expect(comments(...events, ...flags.map((flags) => ({ ...bare, flags })))).toEqual([
      ...['C1 end-of-stream', 'C1 reset', undefined],
    ]);
  });

  test('what it is by those before it', () => {
    const again = segment('hi', 1, { judged: ['retransmission'], after: 204_000 });
    const probe = segment('i', 2, { judged: ['keep-alive'] });
    const none = segment('', 3, { flags: ['ACK'], judged: ['duplicate-ack'] });

    expect(comments(send('hi'), again, probe, none)).toEqual([
      'C1 send 2 B "hi"; retransmission after 204 ms',
      'C1: by the kernel, for no call; keep-alive',
      'C1: by the kernel, for no call; duplicate ACK',
    ]);
  });

  test('the system call, where the program itself was not heard', () => {
    const call = { source: 'syscall', type: 'syscall', process: 1, arguments: '' } as const;
    const write: SocketEvent = { ...CLIENT, time: 1, ...call, call: 'write', ...carrying('hi') };
    const connect: SocketEvent = { ...CLIENT, time: 1, ...call, call: 'connect' };

    expect(comments(connect, write, segment('', 0, { flags: ['SYN'] }), segment('hi', 1))).toEqual([
      ...['C1 connect', 'C1 write 2 B "hi"'],
    ]);
    expect(comments(write, send('hi'), segment('hi', 1))).toEqual(['C1 send 2 B "hi"']);
  });
});

describe('of WebSocket', () => {
  test('heads and frames are found where they lie in the stream', () => {
    const header = Uint8Array.of(0x81, 0x82, 1, 2, 3, 4);
    const request: SocketEvent = {
      ...{ ...CLIENT, time: 1, type: 'ws-request', by: 'us', method: 'GET', target: '/' },
      headers: [{ name: 'Host', value: 'x' }],
    };
    const frame: SocketEvent = {
      ...{ ...CLIENT, time: 1, type: 'ws-frame', by: 'us', fin: true, rsv: 0, opcode: 1 },
      ...{ masked: true, header, ...carrying('hi') },
    };
    const head = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
    const data = Uint8Array.of(...header, 0x68 ^ 1, 0x69 ^ 2);
    const packets = [segment(head, 1), segment('', 28, { bytes: 8, data })];

    expect(comments(request, frame, ...packets)).toEqual([
      ...['C1 ws-request "GET /"', 'C1 ws-frame text 2 B "hi"'],
    ]);
  });

  test('a Close frame is told by its code and reason', () => {
    const close = { ...CLIENT, time: 1, type: 'ws-frame', by: 'us', fin: true, rsv: 0 } as const;
    const rest = { opcode: 8, masked: false, header: Uint8Array.of(0x88, 5) };
    const data = Uint8Array.of(0x03, 0xe8, 0x62, 0x79, 0x65);
    const events: SocketEvent[] = [{ ...close, ...rest, bytes: 5, data }];

    expect(comments(...events, segment('\x88', 1, { bytes: 7, data: octets('') }))).toEqual([
      'C1 ws-frame close 5 B 1000 "bye"',
    ]);
  });
});

describe('a datagram belongs to', () => {
  const datagram = (
    text: string,
    change: Partial<EventOf<'datagram'>> = {},
  ): EventOf<'datagram'> => ({
    ...{ source: 'wire', socket: 'U1', local: HERE, remote: THERE, time: 5, type: 'datagram' },
    ...{ by: 'us', link: 1, header: new Uint8Array(42), checksum: 'partial' },
    ...{ length: text.length + 8, ...carrying(text) },
    ...change,
  });
  const sent = (text: string): SocketEvent => send(text, { socket: 'U1', datagram: true });

  test('its send, equal ones one after the other', () => {
    const said = comments(
      sent('a'),
      sent('b'),
      sent('a'),
      ...'aaab'.split('').map((text) => datagram(text)),
    );

    expect(said).toEqual(['U1 send 1 B "a"', 'U1 send 1 B "a"', undefined, 'U1 send 1 B "b"']);
  });

  test('its receive, where the sender is not ours', () => {
    const receive: SocketEvent = {
      ...{ ...CLIENT, socket: 'U1', time: 1, type: 'receive', datagram: true },
      ...carrying('hi'),
    };

    expect(comments(receive, datagram('hi', { by: 'peer' }))).toEqual(['U1 receive 2 B "hi"']);
  });

  test('its send as the first fragment of several, and so do those behind it', () => {
    const first = datagram('x'.repeat(40), { length: 88, bytes: 40 });
    const fragment: SocketEvent = { ...first, type: 'ip-fragment', id: 1, offset: 48, more: false };

    expect(comments(sent('x'.repeat(80)), first, fragment)).toEqual([
      expect.stringMatching(/^U1 send 80 B "x+"…$/),
      expect.stringMatching(/^U1 send 80 B "x+"…; fragment at octet 48$/),
    ]);
  });

  test('a report that it did not arrive is told of', () => {
    const report = { type: 'icmp', kind: 3, code: 3, meaning: 'port-unreachable' } as const;
    const icmp: SocketEvent = { ...datagram(''), ...report };

    expect(comments(icmp)).toEqual(['U1 icmp port-unreachable']);
  });
});

describe('a packet that was dropped', () => {
  const lost = segment('hi', 1, { header: Uint8Array.of(1, 2, 3) });
  const { time, socket, source, by, to, link, header, local, remote } = lost;
  const seen = { time, socket, source, by, link, header, local, remote, ...(to && { to }) };
  const dropped: SocketEvent = { ...seen, type: 'dropped', what: 'segment', bytes: 2 };

  test.each([
    ['before', [dropped, lost]],
    ['behind', [lost, dropped]],
  ])('is there once, and says so, told of %s', (_where, events) => {
    expect(comments(send('hi'), ...events, segment('hi', 1))).toEqual([
      'C1 send 2 B "hi"; dropped by the lab: it does not arrive',
      'C1 send 2 B "hi"',
    ]);
  });

  test('is there where nobody captured it, its octets cut', () => {
    const [packet, ...more] = packetsOf(captureOf([segment('', 7), { ...dropped, time: 9 }])).slice(
      1,
    );

    expect(packet).toMatchObject({ length: 5, octets: Uint8Array.of(1, 2, 3), time: 9 });
    expect(packet?.comment).toBe('C1; dropped by the lab: it does not arrive');
    expect(more).toEqual([]);
  });
});

test('comments are in the language that is asked for, events keep their names', () => {
  const events = [send('안녕'), segment('안녕', 1), segment('', 7, { flags: ['ACK'] })];

  expect(commentsOf(captureOf(events, 'ko'))).toEqual([
    'C1 send 6 B "안녕"',
    'C1: 호출 없이 커널이 보냄',
  ]);
});
