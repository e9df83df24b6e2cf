import { beforeAll, describe, expect, test } from 'vitest';
import type { EventOf, EventType, SocketEvent } from '../../src/event/event.ts';
import { width } from '../../src/view/columns.ts';
import { acceptSteps } from '../../src/ws/accept-key.ts';
import { type Finished, runSockets } from '../support/sockets-process.ts';
import { eventsOf, stepsOf } from '../support/steps.ts';

const COLUMNS = 80;

describe('what the demo of WebSocket tells as JSON', () => {
  let run: Finished;
  let events: readonly SocketEvent[];
  beforeAll(async () => {
    run = await runSockets(['demo', 'ws', '--lanes', 'app', '--json']);
    events = await eventsOf(run.stdout);
  });

  const isOf = <Type extends EventType>(type: Type, event: SocketEvent): event is EventOf<Type> =>
    event.type === type;
  const of = <Type extends EventType>(type: Type, socket: string): EventOf<Type>[] =>
    events.filter((event) => isOf(type, event)).filter((event) => event.socket === socket);
  const frames = (socket: string) =>
    of('ws-frame', socket).map(
      ({ by, opcode, fin, data }) =>
        `${by} ${opcode}${fin ? '' : '+'} ${Buffer.from(data).toString('latin1')}`,
    );

  test('is a whole run that ends by itself, every socket closed', () => {
    const sockets = [...new Set(events.map(({ socket }) => socket))];
    expect(sockets).toHaveLength(12);
    for (const socket of sockets) expect(stepsOf(events, socket), socket).toContain('close');
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  });

  test('has the request header by header, and one that lacks its key refused (N60)', () => {
    const [request] = of('ws-request', 'S1');
    expect(request?.headers.map(({ name }) => name)).toEqual([
      ...['Host', 'Upgrade', 'Connection', 'Sec-WebSocket-Key', 'Sec-WebSocket-Version'],
    ]);
    const [keyless] = of('ws-request', 'S2');
    expect(keyless?.headers).toHaveLength(4);
    expect(of('ws-refused', 'S2')).toMatchObject([{ by: 'us', rule: 'key' }]);
    expect(of('ws-response', 'S2')).toMatchObject([{ status: 400 }]);
    expect(Buffer.concat(of('receive', 'C2').map(({ data }) => data)).toString()).toMatch(
      /^HTTP\/1\.1 400 Bad Request\r\n/,
    );
  });

  test('has the accept value made of the key, the same at both ends (N61)', () => {
    const [ours] = of('ws-key', 'S1');
    const { joined, sha1, accept } = acceptSteps(ours?.key ?? '');
    expect(ours).toMatchObject({ joined, sha1, accept });
    expect(of('ws-key', 'C1')).toMatchObject([{ accept }]);
    expect(of('ws-response', 'C1')).toMatchObject([{ status: 101 }]);
  });

  test('has frames masked from the client and unmasked from the server (N62)', () => {
    const masked = (by: 'us' | 'peer') =>
      new Set(of('ws-frame', 'C1').flatMap((frame) => (frame.by === by ? [frame.masked] : [])));
    expect([...masked('us')]).toEqual([true]);
    expect([...masked('peer')]).toEqual([false]);
  });

  test('has a ping within a message of two frames, and its pong (N63, N64)', () => {
    expect(frames('S1').slice(2, 6)).toEqual([
      ...['peer 1+ one ', 'peer 9 between', 'us 10 between', 'peer 0 two'],
    ]);
    expect(of('ws-message', 'S1')).toMatchObject([{ frames: 2, bytes: 7 }]);
    expect(of('ws-round-trip', 'C1')).toHaveLength(2);
  });

  test('has a client that answers one ping of the server, and is given up for the next (N64)', () => {
    expect(frames('S3').slice(0, 3)).toEqual(['us 9 1', 'peer 10 1', 'us 9 2']);
    expect(of('ws-round-trip', 'S3')).toHaveLength(1);
    expect(of('timeout', 'S3')).toMatchObject([{ what: 'pong', after: 500_000 }]);
    expect(of('reset', 'S3')).toMatchObject([{ by: 'us' }]);
  });

  test('has a message that goes as fewer octets', () => {
    const [message] = of('ws-message', 'S4');
    expect(message?.bytes).toBe(800);
    expect(message?.compressed).toBeLessThan(100);
  });

  test('has a reserved bit refused with 1002', () => {
    expect(of('ws-violation', 'S5')).toMatchObject([{ rule: 'reserved-bit', code: 1002 }]);
    expect(of('ws-closed', 'C5')).toMatchObject([{ code: 1002, by: 'peer' }]);
  });

  test('has Close frames both ways before the stream ends, the server first (N65)', () => {
    expect(of('ws-closed', 'S1')).toMatchObject([
      { code: 1000, reason: 'bye', clean: true, by: 'peer' },
    ]);
    const ending = (socket: string) => stepsOf(events, socket).slice(-4);
    expect(ending('S1')).toEqual(['ws-closed', 'shutdown', 'end-of-stream', 'close']);
    expect(ending('C1')).toEqual(['ws-closed', 'end-of-stream', 'shutdown', 'close']);
  });
});

test.each([
  ['en', /^ {2}opcode {7}0001 {5}text$/m, /Now try it by hand/],
  ['ko', /^ {2}opcode {7}0001 {5}text$/m, /직접 해 보십시오/],
])(
  'in %s it tells its chapters within 80 columns, shows every bit, and ends with what to try',
  async (lang, bits, next) => {
    const env = { COLUMNS: `${COLUMNS}` };
    const { status, stdout, stderr } = await runSockets(['demo', 'ws', '--lang', lang], { env });
    const chapters = [...stderr.matchAll(/^(\d+) {2}(?=\S)/gm)].map(([, number]) => Number(number));
    expect(chapters).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(stderr).toMatch(/^ {2}\S.* {2}\S{24}258EAFA5-E914-47DA-95CA-C5AB0DC85B11$/m);
    expect(stderr).toMatch(bits);
    expect(stderr).toMatch(/^ {2}Masking-key {2}([01]{8} ){4} 0x[0-9a-f]{8}$/m);
    expect(stderr).toMatch(/^10 {2}.*\n.*C1 +──▶ ws-frame +close,/m);
    expect(stderr).toMatch(next);
    expect(stderr).toMatch(/^ {2}npx sockets ws-server 9000 /m);
    for (const line of stderr.split('\n')) expect(width(line), line).toBeLessThanOrEqual(COLUMNS);
    expect(stdout.toString()).toBe('');
    expect(status).toBe(0);
  },
);
