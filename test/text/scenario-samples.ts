import type { ScenarioText } from '../../src/text/wording-scenarios.ts';
import { stringsIn } from './sample.ts';

/** One way to call one function of the scenarios' text. */
export interface ScenarioSample {
  readonly path: string;
  readonly values: readonly string[];
  readonly say: (words: ScenarioText) => readonly string[];
}

function said<Facts>(
  path: string,
  facts: Facts,
  say: (words: ScenarioText, facts: Facts) => string | readonly string[],
): ScenarioSample {
  const lines = (words: ScenarioText) => [say(words, facts)].flat();
  return { path, values: stringsIn(facts), say: lines };
}

const ENDS = '127.0.0.1:40316 → 127.0.0.1:36725';
const SEEN = { reached: 11, of: 11, took: '8.5 s', left: '57.8 s' };
const CUT = ['FIN,ACK', 'ACK', 'FIN,ACK', 'ACK'];
const COUNTS = { segments: 14, reads: 2 };

const STATES: readonly ScenarioSample[] = [
  said('states.row', { ends: ENDS, number: '0A', state: 'LISTEN' } as const, (w, f) =>
    w.states.row(f),
  ),
  said('states.noRow', ENDS, (w, f) => w.states.noRow(f)),
  said('states.timer', { kind: 'on', left: '830 ms', fired: 0 }, (w, f) => w.states.timer(f)),
  said('states.timer', { kind: 'on', left: '830 ms', fired: 2 }, (w, f) => w.states.timer(f)),
  said('states.left', '59.9 s', (w, f) => w.states.left(f)),
  ...[true, false].map((refused) =>
    said(
      'states.plain',
      { program: 'python3', port: 36_725, refused, said: refused ? 'OSError' : '' },
      (w, f) => w.states.plain(f),
    ),
  ),
  ...[undefined, true, false].map((refused) =>
    said(
      'states.seen',
      { ...SEEN, plain: refused === undefined ? undefined : { program: 'python3', refused } },
      (w, { plain, ...f }) => w.states.seen({ ...f, plain }),
    ),
  ),
];

const CONNECTIONS: readonly ScenarioSample[] = [
  said(
    'handshake.seen',
    {
      ...{ x: '1,928', y: '3,480', synAckNumber: '1,929', ackNumber: '3,481' },
      ...{ answered: '13 µs', connected: '4.9 ms' },
    },
    (w, f) => w.handshake.seen(f),
  ),
  said('data.write', { chapter: 2, bytes: 5, seq: 17 }, (w, f) => w.data.write(f)),
  said('data.write', { chapter: 3, bytes: 1, seq: 22 }, (w, f) => w.data.write(f)),
  said(
    'data.seen',
    { rows: [{ seq: 17, bytes: 50, ack: 67, after: '15 µs' }], total: 50 },
    (w, f) => w.data.seen(f),
  ),
  said('close.seen', { apart: CUT, together: CUT.slice(1) }, (w, f) => w.close.seen(f)),
  said('close.seen', { apart: CUT, together: CUT }, (w, f) => w.close.seen(f)),
  said('reset.nobody', { port: 9000 }, (w, f) => w.reset.nobody(f)),
  said('reset.seen', { flags: ['RST,ACK', 'RST'] }, (w, f) => w.reset.seen(f)),
  said('halfClose.seen', { received: 14, open: '227 ms', fins: 2 }, (w, f) => w.halfClose.seen(f)),
  said('backlog.listen', { backlog: 17 }, (w, f) => w.backlog.listen(f)),
  said('backlog.seen', { waiting: 22, limit: 21, backlog: 21, waited: '2.0 s', syns: 13 }, (w, f) =>
    w.backlog.seen(f),
  ),
  said('stream.large', { bytes: '20,000 B' }, (w, f) => w.stream.large(f)),
  said('stream.small', { writes: 10 }, (w, f) => w.stream.small(f)),
  ...[true, false].map((equal) =>
    said(
      'stream.seen',
      { size: '20,000 B', large: COUNTS, writes: 10, small: COUNTS, digest: '43471eb8', equal },
      (w, f) => w.stream.seen(f),
    ),
  ),
  said('layers.layer', { name: 'tcp', from: 34, to: 65, length: 32 }, (w, f) => w.layers.layer(f)),
  said(
    'layers.seen',
    { layers: [{ name: 'ipv4', length: 20 }], octets: 72, owned: 72, payload: 52 },
    (w, f) => w.layers.seen(f),
  ),
];

const LOSSES: readonly ScenarioSample[] = [
  said('retransmission.crowd', { writes: 16 }, (w, f) => w.retransmission.crowd(f)),
  ...[1, 2079].map((faster) =>
    said(
      'retransmission.seen',
      { timer: '206 ms', acks: 1, missed: '99 µs', faster },
      (w, { acks, ...f }) => w.retransmission.seen({ ...f, acks }),
    ),
  ),
  said('flowControl.fill', { bytes: '98,304 B' }, (w, f) => w.flowControl.fill(f)),
  said(
    'flowControl.seen',
    { first: '8,192', opened: '9,600', closedFor: '323 ms', blockedFor: '374 ms', probes: 12 },
    (w, f) => w.flowControl.seen(f),
  ),
  said('congestion.noQueue', { loss: 33 }, (w, f) => w.congestion.noQueue(f)),
  said('congestion.send', { bytes: '700,000 B', rate: '1 Mbit/s' }, (w, f) => w.congestion.send(f)),
  said(
    'congestion.seen',
    { first: 10, most: 37, least: 19, cuts: 14, retransmitted: 25, samples: 123, took: '5.8 s' },
    (w, f) => w.congestion.seen(f),
  ),
  said('keepAlive.idle', { limit: '500 ms' }, (w, f) => w.keepAlive.idle(f)),
  said(
    'keepAlive.seen',
    { after: '14 µs', unanswered: 10, silent: '10.2 s', code: 'ETIMEDOUT' },
    (w, f) => w.keepAlive.seen(f),
  ),
];

const DATAGRAMS: readonly ScenarioSample[] = [
  said('udpFragments.tooLong', { bytes: '65,508 B' }, (w, f) => w.udpFragments.tooLong(f)),
  said(
    'udpFragments.seen',
    { whole: 21, pieces: 45, received: [] as number[], largest: '65,507 B', code: 'EMSGSIZE' },
    (w, f) => w.udpFragments.seen(f),
  ),
  said('udpUnreachable.unconnected', { port: 9000 }, (w, f) => w.udpUnreachable.unconnected(f)),
  ...[0, 21].map((errors) =>
    said(
      'udpUnreachable.seen',
      { kind: 13, code: 17, errors, errno: 'ECONNREFUSED', after: '1.1 ms' },
      (w, { errors: count, ...f }) => w.udpUnreachable.seen({ ...f, errors: count }),
    ),
  ),
];

/** Every function of the scenarios' text, called with what it may meet. */
export const SCENARIO_SAMPLES: readonly ScenarioSample[] = [
  ...STATES,
  ...CONNECTIONS,
  ...LOSSES,
  ...DATAGRAMS,
];
