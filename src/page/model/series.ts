import { formatAddress } from '../../event/address.ts';
import type { Microseconds } from '../../event/clock.ts';
import type { EventOf, SocketEvent, SocketLabel } from '../../event/event.ts';
import { inFlight } from './flight.ts';

/** What is drawn over time. Round trips in ms, windows in segments, the others in octets. */
export const CURVES = [
  'cwnd',
  'ssthresh',
  'smoothed',
  'measured',
  'flight',
  'receive',
  'send',
] as const;
export type Curve = (typeof CURVES)[number];

/** One curve: when, and how much. */
export interface Points {
  readonly times: Microseconds[];
  readonly values: number[];
}

/** The curves of a socket. */
export type SocketSeries = ReadonlyMap<Curve, Points>;

/** What was measured of each socket, sockets in the order in which they are seen. */
export function seriesOf(events: readonly SocketEvent[]): ReadonlyMap<SocketLabel, SocketSeries> {
  const sockets = new Map<SocketLabel, Map<Curve, Points>>();
  const add = (socket: SocketLabel, curve: Curve, time: Microseconds, value?: number) => {
    if (value === undefined) return;
    const own = sockets.get(socket) ?? new Map<Curve, Points>();
    sockets.set(socket, own);
    const points = own.get(curve) ?? { times: [], values: [] };
    own.set(curve, points);
    points.times.push(time);
    points.values.push(value);
  };
  for (const event of events) measure(event, add);
  for (const { event, socket, octets } of inFlight(events)) {
    add(socket, 'flight', event.time, octets);
  }
  return sockets;
}

type Add = (socket: SocketLabel, curve: Curve, time: Microseconds, value?: number) => void;

/** What a kernel calls no threshold yet: TCP_INFINITE_SSTHRESH. */
const NO_THRESHOLD = 0x7fff_ffff;

function measure(event: SocketEvent, add: Add): void {
  const { time, socket } = event;
  switch (event.type) {
    case 'tcp-info':
      add(socket, 'cwnd', time, event.cwnd);
      add(socket, 'ssthresh', time, event.ssthresh === NO_THRESHOLD ? undefined : event.ssthresh);
      add(socket, 'smoothed', time, milliseconds(event.rtt));
      return;
    case 'queues':
      add(socket, 'receive', time, event.receive);
      add(socket, 'send', time, event.send);
      return;
    case 'segment':
      add(receiverOf(event), 'measured', time, milliseconds(event.roundTrip));
      return;
    default:
  }
}

/** Who is acknowledged has measured: the receiver. */
function receiverOf({ by, to, socket, remote }: EventOf<'segment'>): SocketLabel {
  return by === 'us' ? (to ?? formatAddress(remote)) : socket;
}

function milliseconds(span: Microseconds | undefined): number | undefined {
  return span === undefined ? undefined : span / 1000;
}

/** Several curves over the times of all of them, as a chart wants them: `undefined` where a curve has nothing. */
export function aligned(
  curves: readonly (Points | undefined)[],
  start: Microseconds,
): [number[], ...(number | undefined)[][]] {
  const times = [...new Set(curves.flatMap((points) => points?.times ?? []))].toSorted(
    (one, other) => one - other,
  );
  const place = new Map(times.map((time, at) => [time, at]));
  const columns = curves.map((points) => {
    const column = Array.from<undefined, number | undefined>(
      { length: times.length },
      () => undefined,
    );
    points?.times.forEach((time, at) => {
      column[place.get(time) ?? -1] = points.values[at];
    });
    return column;
  });
  return [times.map((time) => (time - start) / 1_000_000), ...columns];
}
