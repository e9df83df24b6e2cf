import { expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { type DatagramPeer, datagramPeer } from '../support/datagram-peer.ts';
import { type RunningProcess, startSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';

function probing(peer: DatagramPeer, args: readonly string[]): RunningProcess {
  return startSockets(['udp-send', '127.0.0.1', String(peer.port), ...args]);
}

/** `1`, `2 copy 2`, `3 late`: the replies and what is missing, in order. */
function told(events: readonly SocketEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.type === 'no-reply') return [`no ${event.number}`];
    if (event.type !== 'reply') return [];
    const { number, copy, overtaken } = event;
    return [`${number}${copy > 1 ? ` copy ${copy}` : ''}${overtaken ? ' overtaken' : ''}`];
  });
}

test('a probe is a line with its number, of the size asked for', async () => {
  using peer = await datagramPeer();
  await using running = probing(peer, ['--count', '3', '--interval', '0', '--size', '12']);
  expect(await peer.until(3)).toEqual(['probe 1 bcd\n', 'probe 2 cde\n', 'probe 3 def\n']);
  expect((await running.exited).status).toBe(0);
});

test('what is lost, doubled and out of order is counted right, whatever the replies', async () => {
  // All five are kept until the last; 4 is lost.
  const kept: string[] = [];
  const answer = (text: string, nth: number) => {
    kept.push(text);
    if (nth < 5) return [];
    const [one = '', two = '', three = '', , five = ''] = kept;
    return [two, one, two, five, three, three, three];
  };
  using peer = await datagramPeer({ answer });
  const args = ['--count', '5', '--interval', '0', '--wait', '1000'];
  await using running = probing(peer, [...args, '--json']);
  const { status, stdout } = await running.finished();
  expect(told(await eventsOf(stdout))).toEqual([
    '2',
    '1 overtaken',
    '2 copy 2',
    '5',
    '3 overtaken',
    '3 copy 2',
    '3 copy 3',
    'no 4',
  ]);
  expect(status).toBe(0);

  kept.length = 0;
  using other = await datagramPeer({ answer });
  await using shown = probing(other, args);
  const { stderr } = await shown.finished();
  const [, table = ''] = stderr.split(/close +7 datagrams in .*\n\n/);
  const [heads, row, ...rest] = table.trim().split('\n');
  const names = ['sent', 'received', 'lost', 'duplicated', 'out of order'];
  expect(heads?.trim().split(/ {2,}/).slice(0, 5)).toEqual(names);
  expect(row?.trim().split(/ {2,}/).slice(0, 5)).toEqual(['5', '4', '1 (20.0 %)', '3', '2']);
  expect(rest).toEqual([]);
});

test('a reply that comes after it was given up is late, and not lost', async () => {
  // The reply to the first is kept until the second comes, long after it was given up.
  let first = '';
  const answer = (text: string, nth: number) => {
    if (nth === 1) first = text;
    return nth === 2 ? [first, text] : [];
  };
  using peer = await datagramPeer({ answer });
  await using running = probing(peer, ['--count', '2', '--interval', '1000', '--wait', '400']);
  const { status, stderr } = await running.finished();
  expect(stderr).toMatch(/no-reply +to probe 1.*\n(?:.*\n)*.*reply +to probe 1, after/);
  expect(stderr).toMatch(/^ +2 +2 +0 \(0 %\) +0 +0 /m);
  expect(stderr).toContain('1 reply came late');
  expect(status).toBe(0);
});

test('--interval is the time from one probe to the next', async () => {
  using peer = await datagramPeer();
  await using running = probing(peer, ['--count', '4', '--interval', '40', '--json']);
  const { stdout } = await running.finished();
  const sends = (await eventsOf(stdout)).filter(({ type }) => type === 'send');
  const times = sends.map(({ time }) => time);
  for (const [i, time] of times.slice(1).entries()) {
    expect(time - (times[i] ?? 0)).toBeGreaterThan(30_000);
  }
  expect(times).toHaveLength(4);
});

test('SIGINT ends the waiting: the table so far, and status 130', async () => {
  using peer = await datagramPeer({ answer: (text, nth) => (nth === 1 ? [text] : []) });
  const args = ['--count', '2', '--interval', '0', '--wait', '60000'];
  await using running = probing(peer, args);
  await peer.until(2);
  await running.untilError(/reply/);
  running.signal('SIGINT');
  expect(await running.exited).toEqual({ status: 130, signal: null });
  expect(running.stderr).toMatch(/^ +2 +1 +1 \(50\.0 %\)/m);
});

test('a probe given up early is told with the time it was really waited for', async () => {
  using peer = await datagramPeer();
  const args = ['--count', '1', '--wait', '60000', '--json'];
  await using running = probing(peer, args);
  await peer.until(1);
  running.signal('SIGINT');
  const events = await eventsOf((await running.finished()).stdout);
  const sent = events.find(({ type }) => type === 'send');
  const missed = events.find((event) => event.type === 'no-reply');
  const passed = (missed?.time ?? 0) - (sent?.time ?? 0);
  expect(missed?.after).toBeGreaterThanOrEqual(passed);
  expect(missed?.after).toBeLessThan(60_000_000);
});

test('SIGINT ends it also while it waits for input that does not come', async () => {
  using peer = await datagramPeer();
  await using running = probing(peer, ['--wait', '60000']);
  running.write('typed\n');
  await peer.until(1);
  running.signal('SIGINT');
  expect(await running.exited).toEqual({ status: 130, signal: null });
});

test('ten thousand probes in a row leave it able to take what comes back', async () => {
  using peer = await datagramPeer({ answer: (text) => [text] });
  const args = ['--count', '10000', '--interval', '0', '--wait', '300', '--json'];
  await using running = probing(peer, args);
  const { stdout } = await running.finished();
  const events = await eventsOf(stdout);
  const numbers = events.flatMap((event) =>
    event.type === 'reply' || event.type === 'no-reply' ? [event.number] : [],
  );
  expect(new Set(numbers).size).toBe(10_000);
  const first = events.findIndex(({ type }) => type === 'reply');
  const last = events.findLastIndex(({ type }) => type === 'send');
  expect(first).toBeLessThan(last);
});
