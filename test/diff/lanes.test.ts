import { describe, expect, test } from 'vitest';
import { compareRuns } from '../../src/diff/compare.ts';
import { lanesToCompare } from '../../src/diff/lanes.ts';
import type { EventOf, SocketEvent } from '../../src/event/event.ts';
import type { TcpFlag } from '../../src/event/wire-event.ts';
import { accepted, connected, from, hello, server } from '../trace/example-ends.ts';
import { ECHO, script } from './script.ts';

type CallFacts = Partial<Pick<EventOf<'syscall'>, 'result' | 'error' | 'bytes' | 'data'>>;

/** A call as strace(1) shows it, on a socket whose ends are known. */
function call(
  socket: string,
  name: string,
  said: string,
  facts: CallFacts = { result: 0 },
): SocketEvent {
  const known = { S: accepted, C: connected, L: { local: server } }[socket.charAt(0)] ?? {};
  const isBefore = name === 'socket' || name === 'bind';
  const ends = isBefore ? {} : known;
  const seen = { ...from('syscall', 0, socket), ...ends } as const;
  return { ...seen, type: 'syscall', call: name, process: 7, arguments: said, ...facts };
}

const octets = (text: string) => {
  const data = new TextEncoder().encode(text);
  return { result: data.length, bytes: data.length, data };
};

/** What an echo server in C does for ECHO. */
const CALLS: readonly SocketEvent[] = [
  call('L1', 'socket', 'AF_INET, SOCK_STREAM, IPPROTO_IP', { result: 3 }),
  call('L1', 'setsockopt', '3, SOL_SOCKET, SO_REUSEADDR, 1'),
  call('L1', 'bind', '3, 127.0.0.1:8080'),
  call('L1', 'listen', '3, 511'),
  call('S1', 'accept4', '3, 127.0.0.1:40000, 0', { result: 4 }),
  call('S1', 'read', '4, …, 4096', octets('one')),
  call('S1', 'write', '4, …, 3', octets('one')),
  call('S1', 'read', '4, …, 4096', { error: 'EAGAIN' }),
  call('S1', 'read', '4, …, 4096', octets('two')),
  call('S1', 'write', '4, …, 3', octets('two')),
  call('S1', 'read', '4, …, 4096', { result: 0, bytes: 0 }),
  call('S1', 'shutdown', '4, SHUT_WR'),
  call('S1', 'close', '4'),
  call('L1', 'close', '3'),
];
const SERVER = script(ECHO).filter(({ socket }) => socket !== 'C1');
const isMoving = (event: SocketEvent) =>
  event.type === 'syscall' && ['read', 'write'].includes(event.call);

describe('which lanes are compared', () => {
  test.each([
    [['app', 'wire'], ['app', 'wire'], undefined, { reference: ['app'], other: ['app'] }],
    [['app'], ['syscall', 'kernel'], undefined, { reference: ['app'], other: ['syscall'] }],
    [['syscall'], ['app', 'syscall'], undefined, { reference: ['syscall'], other: ['app'] }],
    [['wire', 'kernel'], ['wire'], undefined, { reference: ['wire'], other: ['wire'] }],
    [['app', 'wire'], ['app', 'wire'], ['wire'], { reference: ['wire'], other: ['wire'] }],
    [['app'], ['wire'], undefined, undefined],
    [['app', 'wire'], ['app'], ['wire'], undefined],
  ] as const)('of %j and %j, with %j wanted: %j', (reference, other, wanted, expected) => {
    expect(lanesToCompare(reference, other, wanted)).toEqual(expected);
  });
});

describe('a program that is watched', () => {
  test('is compared with one that tells of itself', () => {
    const comparison = compareRuns(SERVER, CALLS);

    expect(comparison?.lanes).toEqual({ reference: ['app'], other: ['syscall'] });
    expect(comparison?.differences).toEqual([]);
    expect(compareRuns(CALLS, SERVER)?.differences).toEqual([]);
  });

  test('that was watched without the calls that move octets is compared without them', () => {
    const comparison = compareRuns(
      SERVER,
      CALLS.filter((event) => !isMoving(event)),
    );

    expect(comparison).toMatchObject({
      differences: [],
      notes: [{ kind: 'no-octets', missing: 'other' }],
    });
  });

  test('resets by SO_LINGER, is reset, and fails, in the words of its calls', () => {
    const linger = '4, SOL_SOCKET, SO_LINGER, {l_onoff=1, l_linger=0}';
    const calls = CALLS.map((event) =>
      event.type === 'syscall' && event.call === 'shutdown'
        ? call('S1', 'setsockopt', linger)
        : event,
    );
    const [difference] = compareRuns(CALLS, calls)?.differences ?? [];
    const lost = [...CALLS.slice(0, 5), call('S1', 'read', '4', { error: 'ECONNRESET' })];
    const refused = [...CALLS, call('C1', 'connect', '5', { error: 'ECONNREFUSED' })];
    const verbs = (events: readonly SocketEvent[]) =>
      compareRuns(CALLS, events)?.sockets.flatMap(({ tracks }) =>
        tracks.flatMap(({ rows }) => rows.flatMap(({ other }) => other?.key ?? [])),
      );

    expect(difference).toMatchObject({ kind: 'instead', lesson: 'reset-for-end' });
    expect(verbs(lost)).toContain('reset ["peer"]');
    expect(verbs(refused)).toContain('error ["connect","ECONNREFUSED"]');
  });
});

describe('packets', () => {
  let seq = 0;
  const segment = (
    flags: readonly TcpFlag[],
    facts: Partial<EventOf<'segment'>> = {},
  ): SocketEvent => {
    const { bytes = 0, by = 'us' } = facts;
    const relativeSeq = facts.relativeSeq ?? seq;
    seq = relativeSeq + bytes + (flags.includes('SYN') ? 1 : 0);
    return {
      ...{ ...from('wire', 0, 'C1'), ...connected, type: 'segment', by, link: 1 },
      ...{ header: Uint8Array.of(4), flags, seq: 7, relativeSeq, window: 512 },
      ...{ data: hello.subarray(0, bytes), ...facts, bytes },
    };
  };
  const ack = () => segment(['ACK']);
  const plain = () => [
    segment(['SYN'], { relativeSeq: 0 }),
    ack(),
    segment(['PSH', 'ACK'], { bytes: 6, data: hello }),
    segment(['FIN', 'ACK']),
  ];
  const keys = (events: readonly SocketEvent[]) =>
    compareRuns(plain(), events)?.differences.map((difference) => [
      difference.kind,
      'steps' in difference ? difference.steps.map(({ verb }) => verb).join() : '',
    ]);

  test('are compared by what they do: neither acknowledgements nor borders count', () => {
    const cut = [
      segment(['SYN'], { relativeSeq: 0 }),
      segment(['ACK'], { bytes: 2, data: hello.subarray(0, 2) }),
      segment(['PSH', 'ACK'], { bytes: 4, data: hello.subarray(2) }),
      segment(['FIN', 'ACK']),
      ack(),
    ];

    expect(keys(cut)).toEqual([]);
  });

  test('that are sent again, and a RST, are differences', () => {
    const again = plain();
    const lost = segment(['PSH', 'ACK'], {
      ...{ relativeSeq: 1, bytes: 6, data: hello, judged: ['retransmission'] },
    });
    again.splice(3, 0, lost);
    const reset = [...plain().slice(0, 3), segment(['RST', 'ACK'])];

    expect(keys(again)).toEqual([['extra', 'retransmission']]);
    expect(keys(reset)).toEqual([['instead', '']]);
  });
});

test('octets beneath a layer are not compared: keys and masks are never the same', () => {
  const masked = (text: string): SocketEvent[] => {
    const data = new TextEncoder().encode(text);
    const seen = { ...from('wire', 0, 'C1'), ...connected } as const;
    const packet = {
      link: 1,
      header: Uint8Array.of(4),
      flags: ['PSH'],
      seq: 1,
      window: 5,
    } as const;
    return [
      { ...seen, source: 'app', type: 'ws-key', key: '', joined: '', sha1: '', accept: text },
      { ...seen, type: 'segment', by: 'us', ...packet, bytes: data.length, data },
    ];
  };
  const [one, other] = [masked('abc'), masked('xyz')];
  const unmasked = (events: readonly SocketEvent[]) => events.slice(1);

  expect(compareRuns(one, other, { lanes: ['wire'] })?.differences).toEqual([]);
  expect(compareRuns(unmasked(one), unmasked(other))?.differences).toHaveLength(1);
});

test('states are compared as they follow each other, and polled ones with a word of caution', () => {
  const states = (...names: readonly EventOf<'state'>['state'][]) =>
    names.map(
      (state): SocketEvent => ({
        ...from('kernel', 0, 'C1'),
        ...connected,
        type: 'state',
        state,
        how: 'polled',
      }),
    );
  const comparison = compareRuns(
    states('SYN-SENT', 'ESTABLISHED', 'TIME-WAIT'),
    states('SYN-SENT', 'ESTABLISHED', 'CLOSED'),
  );

  expect(comparison?.differences).toMatchObject([{ kind: 'changed' }]);
  expect(comparison?.notes).toEqual([{ kind: 'polled' }]);
});

test('only the kinds that are asked for are compared', () => {
  const other = script(ECHO.replace('S1 shutdown\n', '').replace('C1 send two', 'C1 send 2'));
  const kinds = new Set(['shutdown', 'close']);

  expect(compareRuns(script(ECHO), other, { kinds })?.differences).toMatchObject([
    { kind: 'missing', steps: [{ verb: 'shutdown' }] },
  ]);
});
