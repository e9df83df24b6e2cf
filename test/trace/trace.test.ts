import { afterEach, describe, expect, expectTypeOf, test, vi } from 'vitest';
import type { EventOf, SocketEvent } from '../../src/event/event.ts';
import { Trace } from '../../src/trace/trace.ts';
import { EXAMPLE_EVENTS, EXAMPLES } from './examples.ts';

function traceOf(...events: SocketEvent[]): Trace {
  const trace = new Trace();
  events.forEach(trace.record);
  return trace;
}

describe('the record', () => {
  test('keeps every event in the order it was recorded', () => {
    const trace = traceOf(...EXAMPLE_EVENTS);

    expect([...trace]).toEqual(EXAMPLE_EVENTS);
    expect(trace).toHaveLength(EXAMPLE_EVENTS.length);
  });

  test('gives the events of one type, with that type', () => {
    const trace = traceOf(EXAMPLES.send, EXAMPLES.accept, EXAMPLES.send);
    const sent = trace.of('send');

    expect(sent).toEqual([EXAMPLES.send, EXAMPLES.send]);
    expectTypeOf(sent).toEqualTypeOf<EventOf<'send'>[]>();
  });

  test('tells the steps of one socket, or of all', () => {
    const trace = traceOf(EXAMPLES.socket, EXAMPLES.attempt, EXAMPLES.listen);

    expect(trace.steps('L1')).toEqual(['socket', 'listen']);
    expect(trace.steps()).toEqual(['socket', 'attempt', 'listen']);
    expect(trace.steps('S9')).toEqual([]);
  });
});

describe('until', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test('finds an event of the past, the first that matches', async () => {
    const first = { ...EXAMPLES.receive, bytes: 7 };
    const trace = traceOf(EXAMPLES.accept, first, EXAMPLES.receive);
    const found = await trace.until('receive');

    expect(found).toBe(first);
    expectTypeOf(found).toEqualTypeOf<EventOf<'receive'>>();
  });

  test('waits for an event of the future, and leaves no timer behind', async () => {
    vi.useFakeTimers();
    const trace = traceOf(EXAMPLES.accept);
    const found = trace.until((event) => event.socket === 'C1');
    trace.record(EXAMPLES.listen);
    trace.record(EXAMPLES.send);
    trace.record(EXAMPLES.connect);

    expect(vi.getTimerCount()).toBe(0);
    await expect(found).resolves.toBe(EXAMPLES.send);
  });

  test('asks no more once it has its answer', async () => {
    const trace = new Trace();
    const isAccept = vi.fn((event: SocketEvent) => event.type === 'accept');
    const found = trace.until(isAccept);
    trace.record(EXAMPLES.accept);
    trace.record(EXAMPLES.accept);

    await found;
    expect(isAccept).toHaveBeenCalledTimes(1);
  });

  test('narrows by a type guard', async () => {
    const trace = traceOf(EXAMPLES.error);
    const isError = (event: SocketEvent): event is EventOf<'error'> => event.type === 'error';

    expect((await trace.until(isError)).code).toBe('ECONNRESET');
  });

  test('says at its deadline, and not before, what it did see', async () => {
    vi.useFakeTimers();
    const trace = traceOf(EXAMPLES.socket);
    const outcome = vi.fn<(error: Error) => void>();
    const missed = trace.until('close').catch(outcome);
    trace.record(EXAMPLES.bind);

    await vi.advanceTimersByTimeAsync(1999);
    expect(outcome).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await missed;

    const error = outcome.mock.lastCall?.[0];
    expect(error?.message).toBe("no 'close' in 2000 ms; saw: L1 socket, L1 bind");
    expect(error?.stack, 'the stack shows who waited').toContain('trace.test.ts');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('tells the last 50 of many events, and nothing of none', async () => {
    vi.useFakeTimers();
    const many = traceOf(...Array<SocketEvent>(10).fill(EXAMPLES.bind));
    for (let sent = 0; sent < 50; sent += 1) many.record(EXAMPLES.send);
    const outcomes = Promise.allSettled([
      many.until('close', { timeout: 5 }),
      new Trace().until(() => true, { timeout: 5 }),
    ]);
    await vi.advanceTimersByTimeAsync(5);

    const [ofMany, ofNone] = (await outcomes).map((it) =>
      it.status === 'rejected' ? String(it.reason) : 'resolved',
    );
    expect(ofMany).toBe(
      `Error: no 'close' in 5 ms; saw: 10 before these, ${Array(50).fill('C1 send').join(', ')}`,
    );
    expect(ofNone).toBe('Error: no such event in 5 ms; saw: nothing');
  });

  test('hands an exception of the predicate to who waits, never to the source', async () => {
    const trace = new Trace();
    const found = trace.until(() => {
      throw new TypeError('my mistake');
    });
    const other = trace.until('accept');

    expect(() => trace.record(EXAMPLES.accept)).not.toThrow();
    await expect(found).rejects.toThrow('my mistake');
    await expect(other).resolves.toBe(EXAMPLES.accept);
  });

  test('waits as long as a timer can when there is no deadline', async () => {
    vi.useFakeTimers();
    const trace = new Trace();
    const found = trace.until('accept', { timeout: Number.POSITIVE_INFINITY });
    await vi.advanceTimersByTimeAsync(3_600_000);
    trace.record(EXAMPLES.accept);

    await expect(found).resolves.toBe(EXAMPLES.accept);
  });
});
