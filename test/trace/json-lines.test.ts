import { afterEach, describe, expect, test, vi } from 'vitest';
import { EVENT_TYPES, type EventOf, PAYLOAD_LIMIT } from '../../src/event/event.ts';
import { encodeAddress } from '../../src/trace/address-text.ts';
import { encodeEvent, encodeHeader } from '../../src/trace/json-lines.ts';
import { EXAMPLES } from './examples.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a line', () => {
  test('is the shape that is promised', () => {
    expect(encodeEvent(EXAMPLES.receive)).toBe(
      '{"time":1795227355123456,"source":"app","socket":"S1","type":"receive",' +
        '"local":"127.0.0.1:9000","remote":"127.0.0.1:52344","bytes":6,"data":"aGVsbG8K"}\n',
    );
  });

  test('of the header names the format, its version, the program and the time', () => {
    expect(encodeHeader({ program: 'sockets 0.1.0', created: 1_795_227_355_000_000 })).toBe(
      '{"format":"sockets-trace","version":1,"program":"sockets 0.1.0","time":1795227355000000}\n',
    );
  });

  test.each(EVENT_TYPES)('of %s has the fields of JSON.stringify, in one order', (type) => {
    const line = encodeEvent(EXAMPLES[type]);
    const { time, source, socket, ...rest } = EXAMPLES[type];

    expect(line.endsWith('}\n')).toBe(true);
    expect(JSON.parse(line)).toMatchObject({ time, source, socket, type });
    expect(Object.keys(JSON.parse(line)).slice(0, 4)).toEqual(['time', 'source', 'socket', 'type']);
    expect(new Set(Object.keys(JSON.parse(line)))).toEqual(
      new Set(['time', 'source', 'socket', ...Object.keys(rest)]),
    );
  });

  test('puts an IPv6 address in brackets', () => {
    const local = { host: 'fe80::1%eth0', port: 9000 };

    expect(JSON.parse(encodeEvent({ ...EXAMPLES.send, local }))).toHaveProperty(
      'local',
      '[fe80::1%eth0]:9000',
    );
    expect(JSON.parse(encodeEvent({ ...EXAMPLES.listen, local }))).toHaveProperty(
      'local',
      '[fe80::1%eth0]:9000',
    );
  });

  test('marks a path, so that it is taken for no other address', () => {
    const local = { path: '/tmp/소켓 1.sock' };

    for (const example of [EXAMPLES.send, EXAMPLES.listen]) {
      const line = encodeEvent({ ...example, local });
      expect(JSON.parse(line)).toHaveProperty('local', 'unix:/tmp/소켓 1.sock');
      expect(line).toMatch(/^[ -~]+\n$/);
    }
  });

  test('is ASCII whatever the text is', () => {
    const line = encodeEvent({ ...EXAMPLES.lookup, name: '서버\u2028😀\u007f"\n' });

    expect(line).toMatch(/^[ -~]+\n$/);
    expect(line).toContain('"\\uc11c\\ubc84\\u2028\\ud83d\\ude00\\u007f\\"\\n"');
    expect(encodeEvent({ ...EXAMPLES.send, socket: '서버' })).toContain('"\\uc11c\\ubc84"');
  });
});

describe('send and receive', () => {
  test('tell what is so now, not what was so of this label before', () => {
    const { receive } = EXAMPLES;
    const other = { host: '10.0.0.1', port: 80 };
    const { local, remote, ...bare } = receive;
    const changed: EventOf<'receive'>[] = [
      receive,
      { ...receive, remote: { host: '127.0.0.1', port: 1 } },
      { ...receive, source: 'syscall' },
      { ...receive, local: other },
      { ...receive, remote: other },
      bare,
      { ...bare, ...(remote && { remote }) },
      { ...receive, socket: 'S2' },
    ];

    for (const event of [...changed, ...changed.toReversed()]) {
      const { time, source, socket, type, ...rest } = JSON.parse(encodeEvent(event));
      expect({ time, source, socket, type }).toEqual({
        time: event.time,
        source: event.source,
        socket: event.socket,
        type: event.type,
      });
      expect(rest.local).toBe(event.local && encodeAddress(event.local));
      expect(rest.remote).toBe(event.remote && encodeAddress(event.remote));
    }
  });

  test('of datagrams have each its own sender, whichever came before', () => {
    const datagram = { ...EXAMPLES.receive, datagram: true } as const;
    const senders = [
      { host: '127.0.0.1', port: 1 },
      { host: '127.0.0.1', port: 2 },
      { host: '127.0.0.2', port: 2 },
      { host: 'fe80::1%"\\', port: 2 },
      { path: '/tmp/client "1"' },
      undefined,
    ];

    for (const remote of [...senders, ...senders.toReversed(), ...senders]) {
      const line = encodeEvent({ ...datagram, remote });
      expect(JSON.parse(line)).toEqual({
        ...JSON.parse(encodeEvent(datagram)),
        remote: remote && encodeAddress(remote),
      });
      expect(line.endsWith('","datagram":true}\n')).toBe(true);
    }
  });

  test('of datagrams go without JSON.stringify once the socket is known, whoever sends', () => {
    encodeEvent({ ...EXAMPLES.receive, datagram: true });
    const stringify = vi.spyOn(JSON, 'stringify');
    for (const port of [1, 2, 3]) {
      const remote = { host: '::1', port };
      expect(encodeEvent({ ...EXAMPLES.receive, remote, datagram: true })).toContain(
        `[::1]:${port}`,
      );
    }

    expect(stringify).not.toHaveBeenCalled();
  });

  test('do not mix up two of thousands of sockets', () => {
    const sockets = Array.from({ length: 3000 }, (_, index) => `S${index}`);
    for (const socket of [...sockets, ...sockets]) {
      expect(encodeEvent({ ...EXAMPLES.send, socket })).toContain(
        `"socket":"${socket}","type":"send"`,
      );
    }
  });

  test.each([
    0,
    1,
    999,
    1000,
    1_000_001,
    1_795_227_355_000_000,
    1_795_227_355_000_999,
    1_795_227_355_999_999,
    Number.MAX_SAFE_INTEGER,
    -1,
    -1001,
    1.5,
  ])('print the time %d as JSON does', (time) => {
    expect(encodeEvent({ ...EXAMPLES.send, time })).toContain(`{"time":${JSON.stringify(time)},`);
  });

  test('write the octets there are now, even when a chunk is the same object as before', () => {
    const data = Buffer.from('hello\n');
    const first = encodeEvent({ ...EXAMPLES.receive, data });
    data.write('HELLO');
    const second = encodeEvent({ ...EXAMPLES.send, data });

    expect(JSON.parse(first)).toHaveProperty('data', 'aGVsbG8K');
    expect(JSON.parse(second)).toHaveProperty('data', 'SEVMTE8K');
  });

  test('write a view of a larger buffer as itself, and PAYLOAD_LIMIT octets at the most', () => {
    const whole = new Uint8Array(3 * PAYLOAD_LIMIT).map((_, index) => index);
    const data = whole.subarray(1, 2 * PAYLOAD_LIMIT);
    const line = encodeEvent({ ...EXAMPLES.send, bytes: data.length, data });

    expect(JSON.parse(line)).toMatchObject({
      bytes: data.length,
      data: Buffer.from(whole.slice(1, 1 + PAYLOAD_LIMIT)).toString('base64'),
    });
  });

  test('go without JSON.stringify once a socket is known', () => {
    encodeEvent(EXAMPLES.send);
    const stringify = vi.spyOn(JSON, 'stringify');
    encodeEvent(EXAMPLES.send);
    encodeEvent({ ...EXAMPLES.send, type: 'receive' });

    expect(stringify).not.toHaveBeenCalled();
  });
});
