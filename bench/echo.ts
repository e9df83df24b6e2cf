import { type Duel, measureDuels } from './duel.ts';
import type { Figure } from './figure.ts';
import { type Kind, TCP, tls, UDP } from './kind.ts';
import { type Subject, TITLES } from './server.ts';
import { BULK, datagrams, FLOOD, pingPong, type Traffic } from './traffic.ts';

/** Which of ours is measured, and what its speed by the bare server's shall be: nothing, of those that are to be seen all the same. */
type Asked = readonly [subject: Exclude<Subject, 'bare'>, atLeast?: number];
type Row = readonly [traffic: Traffic, asked: readonly Asked[]];

const TCP_SMALL: readonly Asked[] = [
  ['quiet', 0.95],
  ['file', 0.8],
  ['terminal', 0.8],
  ['record', 0.65],
  ['json'],
];
const TCP_BULK: readonly Asked[] = [
  ['quiet', 0.95],
  ['file', 0.9],
  ['terminal', 0.9],
  ['record', 0.65],
  ['json'],
];
const DATAGRAMS: readonly Asked[] = [
  ['quiet', 0.9],
  ['file', 0.75],
  ['record', 0.75],
];
const UNDER_TLS: readonly Asked[] = [['quiet', 0.9], ['file'], ['record']];

/** How fast our server echoes over TCP, against the bare one beside it. */
export function measureEcho(directory: string): Promise<Figure[]> {
  return measureKind(TCP, directory, [
    [pingPong('64 B ping-pong', 1), TCP_SMALL],
    [pingPong('64 B, 64 connections', 64), TCP_SMALL],
    [BULK, TCP_BULK],
  ]);
}

/** The same of datagrams. */
export function measureUdp(directory: string): Promise<Figure[]> {
  return measureKind(UDP, directory, [
    [datagrams('UDP, 64 B ping-pong', 1), DATAGRAMS],
    [datagrams('UDP, 64 B, 64 clients', 64), DATAGRAMS],
    [FLOOD, DATAGRAMS],
  ]);
}

/** The same under TLS. */
export async function measureTls(directory: string): Promise<Figure[]> {
  return measureKind(await tls(directory), directory, [
    [pingPong('TLS, 64 B ping-pong', 1), UNDER_TLS],
    [pingPong('TLS, 64 B, 64 connections', 64), UNDER_TLS],
    [{ ...BULK, name: 'TLS, 64 KiB bulk' }, UNDER_TLS],
  ]);
}

async function measureKind(kind: Kind, directory: string, rows: readonly Row[]): Promise<Figure[]> {
  const server = (subject: Subject) => ({ kind, subject, directory });
  const figures: Figure[] = [];
  for (const [traffic, asked] of rows) {
    const duels = asked.map(
      ([subject, atLeast]): Duel => ({
        measure: traffic.name,
        subject: TITLES[subject],
        traffic,
        ours: server(subject),
        theirs: server('bare'),
        other: 'bare',
        ...(atLeast === undefined ? {} : { goal: { atLeast } }),
      }),
    );
    figures.push(...(await measureDuels(duels)));
  }
  return figures;
}
