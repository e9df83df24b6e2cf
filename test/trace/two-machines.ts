import type { SocketEvent } from '../../src/event/event.ts';
import { accepted, at, connected, from, server } from './example-ends.ts';

const ENCODER = new TextEncoder();

/** A piece of a stream that goes one way: when it is sent, how long it takes, and what it is. Times by the true clock, µs. */
export interface Piece {
  readonly from: 'client' | 'server';
  readonly after: number;
  readonly delay: number;
  readonly text: string;
}

/**
 * What a client's program (`C1`) and a server's (`S1`) told of one connection, each by its own clock: that of the server is `behind` µs
 * behind that of the client. `opening`: how long a SYN takes, µs. A direction keeps its order, whatever the delays.
 */
export function exchange(
  pieces: readonly Piece[],
  behind: number,
  opening = 80,
): [SocketEvent[], SocketEvent[]] {
  const toClient: SocketEvent[] = [
    { ...at(0, 'C1'), type: 'socket', domain: 'inet', kind: 'stream' },
    { ...at(0, 'C1'), type: 'attempt', remote: server },
    { ...at(opening + 20, 'C1'), ...connected, type: 'connect', elapsed: opening + 20 },
  ];
  const toServer: SocketEvent[] = [
    { ...at(opening - behind, 'S1'), ...accepted, type: 'accept', listener: 'L1' },
  ];
  let now = opening + 20;
  const arrived = { client: 0, server: 0 };
  for (const { from: sender, after, delay, text } of pieces) {
    now += after;
    const data = ENCODER.encode(text);
    const octets = { bytes: data.length, data } as const;
    const receiver = sender === 'client' ? 'server' : 'client';
    arrived[receiver] = Math.max(arrived[receiver], now + delay);
    const [told, heard] = [now, arrived[receiver]];
    if (sender === 'client') {
      toClient.push({ ...at(told, 'C1'), ...connected, type: 'send', ...octets });
      toServer.push({ ...at(heard - behind, 'S1'), ...accepted, type: 'receive', ...octets });
    } else {
      toServer.push({ ...at(told - behind, 'S1'), ...accepted, type: 'send', ...octets });
      toClient.push({ ...at(heard, 'C1'), ...connected, type: 'receive', ...octets });
    }
  }
  const byTime = (one: SocketEvent, other: SocketEvent) => one.time - other.time;
  return [toClient.sort(byTime), toServer.sort(byTime)];
}

/** A captured segment of the connection, as the recording of one end has it. */
export function segment(
  label: 'C1' | 'S1',
  sender: 'client' | 'server',
  offset: number,
  number: number,
): SocketEvent {
  const ends = label === 'C1' ? connected : accepted;
  const isOwn = (label === 'C1') === (sender === 'client');
  return {
    ...from('wire', offset, label),
    ...ends,
    type: 'segment',
    by: isOwn ? 'us' : 'peer',
    link: 1,
    header: Uint8Array.of(0x45, 0, number, sender === 'client' ? 1 : 2),
    flags: ['PSH', 'ACK'],
    seq: 1000 + number,
    ack: 1,
    window: 65_536,
    bytes: 1,
    data: Uint8Array.of(0x41),
  };
}
