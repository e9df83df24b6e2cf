import { describe, expect, test } from 'vitest';
import { countsIn, dropScript, listing } from '../../src/lab/drop-rules.ts';
import { linkCalls } from '../../src/lab/narrow-link.ts';

describe('the script for nft', () => {
  test('makes anew only what the change names, so that other rules go on counting', () => {
    expect(dropScript({ rate: 1000 })).toBeUndefined();
    expect(dropScript({ loss: 12.34 })).toMatch(
      /^flush chain \S+ sockets_lab losses\nadd rule .* losses numgen random mod 10000 < 1234 /,
    );
    expect(dropScript({ loss: 12.34 })).not.toContain('chain inet sockets_lab drops');
    expect(dropScript({ drop: [{ segment: 'fin' }] })).not.toContain('losses');
  });

  test('takes everything away', () => {
    expect(dropScript({ clear: true })).toBe(
      'flush chain inet sockets_lab drops\nflush chain inet sockets_lab losses',
    );
    expect(dropScript({ loss: 0 })).not.toContain('add rule');
  });

  test('tells clients from servers by the port that was sent a SYN', () => {
    const rule = (from: 'client' | 'server') => dropScript({ drop: [{ segment: 'rst', from }] });

    expect(rule('client')).toContain('tcp dport @servers tcp flags & rst == rst');
    expect(rule('server')).toContain('tcp sport @servers tcp flags & rst == rst');
  });

  test('needs no chance to lose all', () => {
    expect(dropScript({ loss: 100 })).toMatch(/losses counter log group 7/);
  });

  test('counts, and logs what it drops', () => {
    expect(dropScript({ drop: [{ segment: 'syn', count: 7 }] })).toMatch(
      /burst 7 packets counter log group 7 queue-threshold 1 drop$/,
    );
  });
});

test('the packets that each rule has dropped stand in what nft lists', () => {
  const listed = `table inet sockets_lab {
	chain drops {
		tcp flags & (syn | ack) == syn limit rate 1/week burst 2 packets counter packets 2 bytes 120 log group 7 queue-threshold 1 drop
		tcp flags fin / fin counter packets 0 bytes 0 log group 7 queue-threshold 1 drop
	}
}`;

  expect(countsIn(listed)).toEqual([2, 0]);
  expect(countsIn('')).toEqual([]);
  expect(listing('drops')).toEqual(['list', 'chain', 'inet', 'sockets_lab', 'drops']);
});

describe('the calls for the link', () => {
  const lines = (link: Parameters<typeof linkCalls>[0]) =>
    linkCalls(link).map(({ tool, args }) => [tool, ...args].join(' '));

  test('narrow it with packets of a size that fits through', () => {
    expect(lines({ rate: 1_000_000 })).toEqual([
      'ip link set lo mtu 1500',
      'tc qdisc replace dev lo root tbf rate 1000000bit burst 6000 latency 300ms',
    ]);
  });

  test('delay with netem, which narrows, too', () => {
    expect(lines({ delay: 50 })[1]).toBe(
      'tc qdisc replace dev lo root netem limit 10000 delay 50ms',
    );
    expect(lines({ delay: 50, rate: 8000 })[1]).toMatch(/netem .*delay 50ms rate 8000bit$/);
  });

  test('undo both', () => {
    expect(lines({})).toEqual(['ip link set lo mtu 65536', 'tc qdisc replace dev lo root noqueue']);
  });
});
