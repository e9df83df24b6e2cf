import { beforeAll, describe, expect, test } from 'vitest';
import { formatAddress } from '../../src/event/address.ts';
import type { EventType, SocketEvent } from '../../src/event/event.ts';
import { width } from '../../src/view/columns.ts';
import { type Finished, runSockets } from '../support/sockets-process.ts';
import { eventsOf, stepsOf } from '../support/steps.ts';
import { LINUX, testNeeding } from '../support/tools.ts';

const COLUMNS = 80;
const WRITES = [4, 4, 6, 5];
const GREETING = 6;
const LARGEST = 65_507;

describe('what the demo tells as JSON', () => {
  let run: Finished;
  let events: readonly SocketEvent[];
  beforeAll(async () => {
    run = await runSockets(['demo', 'udp', '--lanes', 'app', '--json']);
    events = await eventsOf(run.stdout);
  });

  const sizes = (socket: string, type: 'send' | 'receive') =>
    events.flatMap((event) =>
      event.socket === socket && event.type === type ? [event.bytes] : [],
    );
  const those = (type: EventType, found: (event: SocketEvent) => unknown) =>
    events.filter((event) => event.type === type && found(event)).map(({ socket }) => socket);

  test('is a whole run that ends by itself, every socket closed', () => {
    const sockets = [...new Set(events.map(({ socket }) => socket))];
    expect(sockets.length).toBeGreaterThan(8);
    for (const socket of sockets) {
      const steps = stepsOf(events, socket);
      expect(steps[0], socket).toBe(socket === 'S1' ? 'accept' : 'socket');
      expect(steps.at(-1), socket).toBe('close');
    }
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  });

  test('has a receive of the same size for each datagram sent, while the stream only keeps the sum', () => {
    expect(sizes('U2', 'send')).toEqual([GREETING, ...WRITES, LARGEST]);
    expect(sizes('U1', 'receive')).toEqual([GREETING, ...WRITES, LARGEST]);
    expect(sizes('C1', 'send')).toEqual(WRITES);
    const sum = WRITES.reduce((one, other) => one + other);
    expect(sizes('S1', 'receive').reduce((one, other) => one + other)).toBe(sum);
  });

  test('has one octet too many refused by our kernel', () => {
    expect(those('error', (event) => 'code' in event && event.code === 'EMSGSIZE')).toEqual(['U2']);
  });

  test('has a closed port told to the connected socket, and not to the other that sent there', () => {
    const connect = events.find((event) => event.type === 'connect' && event.kind === 'dgram');
    const closed = connect?.remote && formatAddress(connect.remote);
    const sent = those('send', ({ remote }) => remote && formatAddress(remote) === closed);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toBe(connect?.socket);
    const refused = those('error', (event) => 'code' in event && event.code === 'ECONNREFUSED');
    expect(refused).toEqual([connect?.socket]);
  });

  testNeeding([LINUX], 'has one broadcast heard by two', async () => {
    const heard = those('receive', (event) => 'bytes' in event && event.bytes === 7);
    expect(heard.sort()).toEqual(['U3', 'U4']);
  });

  testNeeding([LINUX], 'has both members of a group hear both senders', async () => {
    const members = those('join', () => true);
    expect(members).toEqual(['U6', 'U7']);
    for (const member of members) {
      expect(sizes(member, 'receive')).toEqual([9, 13]);
      const heard = events.filter(({ type, socket }) => type === 'receive' && socket === member);
      const senders = heard.map(({ remote }) => formatAddress(remote));
      expect(new Set(senders).size).toBe(2);
    }
  });
});

test.each([
  ['en', /^UDP: 4 sends, 4 receives\. TCP: 4 writes, \d reads?, this time\.$/m],
  ['ko', /^UDP: 4번 보내고 4번 받았습니다\. TCP: 이번에는 4번 쓰고 \d번 읽었습니다\.$/m],
])(
  'in %s it tells its chapters within 80 columns, and ends with what to try',
  async (lang, seen) => {
    const env = { COLUMNS: `${COLUMNS}` };
    const { status, stdout, stderr } = await runSockets(['demo', 'udp', '--lang', lang], { env });
    const chapters = [...stderr.matchAll(/^([1-9]) {2}/gm)].map(([, number]) => number);
    expect(chapters).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(stderr).toMatch(seen);
    expect(stderr).toMatch(/U2 +error +send: EMSGSIZE/);
    expect(stderr).toMatch(/U\d+ +error +recvmsg: ECONNREFUSED/);
    expect(stderr).toMatch(/^ {2}npx sockets udp-recv 9000 /m);
    for (const line of stderr.split('\n')) expect(width(line), line).toBeLessThanOrEqual(COLUMNS);
    expect(stdout.toString()).toBe('');
    expect(status).toBe(0);
  },
);
