import { describe, expect, test } from 'vitest';
import { type Segment, TcpFlow } from '../../../src/observe/packet/tcp-flow.ts';
import { TCP_FLAG } from '../../../src/observe/packet/tcp-header.ts';
import type { TcpOption } from '../../../src/observe/packet/tcp-options.ts';
import { MOST_UNACKNOWLEDGED, Unacknowledged } from '../../../src/observe/packet/unacknowledged.ts';

const { SYN, ACK } = TCP_FLAG;

interface Made {
  readonly from: 0 | 1;
  readonly sequence?: number;
  readonly acknowledgment?: number;
  readonly flags?: number;
  readonly length?: number;
  readonly window?: number;
  readonly shift?: number;
}

/** A conversation segment by segment, a millisecond apart. */
class Conversation {
  readonly flow = new TcpFlow(0, [
    { host: '192.0.2.1', port: 1 },
    { host: '192.0.2.2', port: 2 },
  ]);
  #time = 0;

  send(made: Made): Segment {
    const { from, sequence = 0, acknowledgment = 0, length = 0, window = 1000, shift } = made;
    const { flags = ACK } = made;
    this.#time += 1000;
    const scale: TcpOption[] =
      shift === undefined ? [] : [{ name: 'window-scale', shift, kind: 3, start: 0, end: 3 }];
    const header = {
      ...{ kind: 'tcp' as const, offset: 0, length: 20, sourcePort: 1, destinationPort: 2 },
      ...{ sequence, acknowledgment, flags, window, checksum: 0, urgentPointer: 0 },
    };
    return this.flow.take({ time: this.#time, header, options: scale, length }, from);
  }

  /** The three segments of the handshake, with these window scales. */
  open(first?: number, second?: number): this {
    const scale = (shift: number | undefined) => (shift === undefined ? {} : { shift });
    this.send({ from: 0, sequence: 100, flags: SYN, ...scale(first) });
    this.send({ from: 1, sequence: 500, acknowledgment: 101, flags: SYN | ACK, ...scale(second) });
    this.send({ from: 0, sequence: 101, acknowledgment: 501 });
    return this;
  }
}

describe('windows', () => {
  test.each([
    [7, 2, 128_000, 7],
    [undefined, 2, 1000, 0],
    [7, undefined, 1000, 0],
    [15, 2, 1000 * 2 ** 14, 14],
    [0, 2, 1000, 0],
  ])('are scaled where both ends ask for it: %s and %s', (first, second, window, windowShift) => {
    const conversation = new Conversation().open(first, second);

    expect(conversation.send({ from: 0, sequence: 101, acknowledgment: 501 })).toMatchObject({
      ...{ window, windowShift },
    });
  });

  test('are not known before a SYN-ACK has said so', () => {
    const conversation = new Conversation();
    expect(conversation.send({ from: 0, sequence: 100, flags: SYN, shift: 3 }).window).toBe(1000);

    expect(conversation.send({ from: 0, sequence: 101, acknowledgment: 501 })).toMatchObject({
      ...{ window: 1000, windowShift: undefined },
    });
  });

  test('a probe of one octet beyond a closed window does not count until it is taken', () => {
    const conversation = new Conversation().open();
    conversation.send({ from: 1, sequence: 501, acknowledgment: 101, window: 0 });
    const probe = { from: 0, sequence: 101, acknowledgment: 501, length: 1 } as const;
    const closed = { from: 1, sequence: 501, window: 0 } as const;

    expect(conversation.send(probe).rules).toEqual(['zero-window-probe']);
    expect(conversation.send({ ...closed, acknowledgment: 101 }).rules).toEqual([
      ...['zero-window', 'zero-window-probe-ack'],
    ]);
    expect(conversation.send(probe).rules).toEqual(['zero-window-probe']);
    expect(conversation.send({ ...closed, acknowledgment: 102 }).rules).toEqual([
      ...['zero-window', 'zero-window-probe-ack', 'acknowledges-unseen'],
    ]);
    const more = conversation.send({ ...probe, sequence: 102, length: 10 });
    expect(more.rules).toEqual([]);
  });
});

describe('gaps', () => {
  test('an ACK of more than was seen without a gap is told once', () => {
    const conversation = new Conversation().open();
    conversation.send({ from: 0, sequence: 201, acknowledgment: 501, length: 100 });
    const answer = { from: 1, sequence: 501, acknowledgment: 301 } as const;

    expect(conversation.send(answer).rules).toEqual(['acknowledges-unseen']);
    expect(conversation.send(answer).rules).toEqual(['duplicate-ack']);
  });

  test('what is sent again after its ACK was never outstanding', () => {
    const conversation = new Conversation().open();
    const data = { from: 0, sequence: 101, acknowledgment: 501, length: 100 } as const;
    conversation.send(data);
    conversation.send({ from: 1, sequence: 501, acknowledgment: 201 });
    const again = [conversation.send(data), conversation.send(data)];

    expect(again.map(({ rules, sentBefore, inFlight }) => [rules, sentBefore, inFlight])).toEqual([
      [['spurious-retransmission'], undefined, 0],
      [['spurious-retransmission'], undefined, 0],
    ]);
  });

  test('an ACK within a segment has no round trip, and covers the segments before it', () => {
    const conversation = new Conversation().open();
    const data = { from: 0, acknowledgment: 501, length: 100 } as const;
    const first = conversation.send({ ...data, sequence: 101 });
    conversation.send({ ...data, sequence: 201 });

    expect(conversation.send({ from: 1, sequence: 501, acknowledgment: 250 }).acknowledges).toEqual(
      { from: 1, to: 150, segments: [first.number], roundTrip: undefined },
    );
    expect(conversation.send({ from: 1, sequence: 501, acknowledgment: 301 }).acknowledges).toEqual(
      { from: 150, to: 201, segments: [first.number + 1], roundTrip: 2000 },
    );
  });

  test('an older ACK that comes late acknowledges nothing', () => {
    const conversation = new Conversation().open();
    conversation.send({ from: 0, sequence: 101, acknowledgment: 501, length: 100 });
    conversation.send({ from: 1, sequence: 501, acknowledgment: 201 });
    const late = conversation.send({ from: 1, sequence: 501, acknowledgment: 150 });
    const again = conversation.send({ from: 1, sequence: 501, acknowledgment: 201 });

    expect([late.acknowledges, again.acknowledges]).toEqual([undefined, undefined]);
  });
});

describe('segments that wait for their ACK', () => {
  test('are bounded: where no ACK is captured, the oldest are forgotten', () => {
    const unacknowledged = new Unacknowledged();
    const count = MOST_UNACKNOWLEDGED + 100;
    for (let number = 0; number < count; number += 1) {
      unacknowledged.send({ number, start: number * 10, end: number * 10 + 10, sentAt: 0 });
    }

    expect(unacknowledged.acknowledge(count * 10)).toHaveLength(MOST_UNACKNOWLEDGED);
  });

  test('keep the order of their octets, whatever the order they come in', () => {
    const unacknowledged = new Unacknowledged();
    const send = (number: number, start: number, end: number) =>
      unacknowledged.send({ number, start, end, sentAt: number });
    send(1, 4_294_967_290, 4);
    send(2, 14, 24);
    send(3, 4, 14);

    expect(send(4, 10, 20)?.number).toBe(3);
    expect(unacknowledged.acknowledge(14).map(({ number, again }) => [number, again])).toEqual([
      [1, false],
      [3, true],
    ]);
    expect(unacknowledged.acknowledge(24).map(({ number, again }) => [number, again])).toEqual([
      [2, true],
    ]);
  });
});
