import { readFileSync } from 'node:fs';
import { afterAll, describe, expect } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { CAPTURE, TCPDUMP } from '../support/lane-tools.ts';
import { PemFiles } from '../support/pem-files.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';
import { testNeeding } from '../support/tools.ts';
import { captureOf } from './reading.ts';
import { fieldsOf, TSHARK, warningsOf } from './shark.ts';

const pem = new PemFiles();
afterAll(() => pem[Symbol.dispose]());
const NEEDS = [TSHARK, TCPDUMP, CAPTURE];
/** A row of tshark's table of warnings: what TCP really did, resets and what was sent twice, is none of ours. */
const OURS = /^ +\d+ +(?!Sequence )\w+ .*$/gm;

const FIELDS = [
  ...(['frame.time_epoch', 'tcp.seq_raw', 'tcp.ack_raw', 'tcp.flags.str', 'tcp.len'] as const),
  ...(['tcp.srcport', 'tcp.dstport', 'tcp.payload', 'udp.srcport', 'udp.dstport'] as const),
  ...(['udp.length', 'udp.payload', 'frame.comment', 'tcp.seq', 'frame.len', 'icmp.type'] as const),
] as const;
type Row = Readonly<Record<(typeof FIELDS)[number], string>>;

const LETTERS = { CWR: 'C', ECE: 'E', URG: 'U', ACK: 'A', PSH: 'P', RST: 'R', SYN: 'S', FIN: 'F' };

const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex');
const port = (address: SocketEvent['local']) =>
  address && 'port' in address ? String(address.port) : '';

/** What tshark has to say of a packet, by its event. */
function expected(event: SocketEvent): Partial<Row> | undefined {
  const ports = (protocol: 'tcp' | 'udp', by: string) => {
    const [from, to] = by === 'us' ? [event.local, event.remote] : [event.remote, event.local];
    return { [`${protocol}.srcport`]: port(from), [`${protocol}.dstport`]: port(to) };
  };
  const time = { 'frame.time_epoch': `${(event.time / 1_000_000).toFixed(6)}000` };
  if (event.type === 'segment') {
    const { seq, ack = 0, relativeSeq, flags, bytes, data, header } = event;
    const letters = Object.entries(LETTERS).flatMap(([name, letter]) =>
      flags.some((flag) => flag === name) ? [letter] : [],
    );
    return {
      ...{ ...time, ...ports('tcp', event.by), 'tcp.seq_raw': String(seq) },
      ...{ 'tcp.ack_raw': String(ack), 'tcp.seq': String(relativeSeq) },
      ...{ 'tcp.flags.str': expect.stringMatching(new RegExp(`^·*${letters.join('·*')}·*$`)) },
      ...{ 'tcp.len': String(bytes), 'tcp.payload': hex(data) },
      'frame.len': String(header.length + bytes),
    };
  }
  if (event.type !== 'datagram') return undefined;
  const { length, data, header, bytes } = event;
  return {
    ...{ ...time, ...ports('udp', event.by), 'udp.length': String(length) },
    ...{ 'udp.payload': hex(data), 'frame.len': String(header.length + bytes) },
  };
}

describe('a run that was captured is to tshark what its events say', () => {
  for (const demo of [[], ['udp'], ['ws'], ['tls']]) {
    const [name = 'tcp'] = demo;
    testNeeding(NEEDS, `sockets demo ${name}`, async () => {
      const args = ['demo', ...demo, '--lanes', 'app,wire', '--json'];
      const events = await eventsOf((await runSockets(args)).stdout);
      const capture = captureOf(events);
      const rows = await fieldsOf(capture, FIELDS);
      const packets = rows.filter((row) => row['icmp.type'] === '');
      const wanted = events.flatMap((event) => expected(event) ?? []);

      expect(packets).toMatchObject(wanted);
      expect(wanted.length).toBeGreaterThan(15);
      expect((await warningsOf(capture)).match(OURS)).toBeNull();
      for (const row of rows) expect(row['frame.comment']).not.toBe('');
      expectSends(events, rows);
    });
  }
});

/** Each send has its packet; over TLS it is named in the record. */
function expectSends(events: readonly SocketEvent[], rows: readonly Row[]): void {
  const said = rows.map((row) => row['frame.comment']).join('\n');
  for (const event of events) {
    if (event.type !== 'send' || event.source !== 'app') continue;
    const size = String(event.bytes).replace(/\B(?=(\d{3})+$)/g, ',');
    expect(said).toContain(`${event.socket} send ${size} B`);
  }
}

describe('the secrets of --keylog', () => {
  testNeeding(NEEDS, 'let tshark read what a captured run sent, with no option', async () => {
    const [record, log] = [pem.path('run.jsonl'), pem.path('keys.log')];
    const server = ['tcp-server', '0', '--tls', '--once', '--lanes', 'app,wire'];
    await using running = startSockets([...server, '--keylog', log, '--record', record]);
    const to = ['tcp-client', 'localhost', String(await running.port), '-4', '--tls', '--insecure'];
    await runSockets([...to, '--send', 'the code is 4711']);
    await running.exited;
    const events = await eventsOf(readFileSync(record));
    const capture = captureOf(events);
    const rows = await fieldsOf(capture, ['data.data', 'frame.comment']);
    const read = rows.filter((row) => row['data.data'] !== '');

    expect(read.map((row) => Buffer.from(row['data.data'], 'hex').toString())).toEqual([
      ...['the code is 4711', 'the code is 4711'],
    ]);
    expect(read[0]?.['frame.comment']).toMatch(/S1 tls-record application_data \d+ B/);
    expect(read[1]?.['frame.comment']).toMatch(/: S1 send 16 B "the code is 4711"/);
    expect((await warningsOf(capture)).match(OURS)).toBeNull();
    expect(readFileSync(log, 'utf8').split('\n').length - 1).toBe(
      events.filter(({ type }) => type === 'tls-secret').length,
    );
  });
});
