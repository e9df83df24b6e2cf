import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { watchKernel } from '../../../src/observe/kernel/watch-tcp.ts';
import { connectedPair } from '../../support/kernel-pair.ts';
import { SOON, watch } from '../../support/kernel-watch.ts';
import { LINUX, testNeeding } from '../../support/tools.ts';
import { TRACEFS, TRACING } from '../../support/tracefs.ts';

testNeeding([TRACING], 'as root every state is traced, and looks add TIME-WAIT', async () => {
  const { watching, missing, told, at } = watch({ trace: true, wanted: () => true });
  expect(watching.traced).toBe(true);
  const { client, server, port, closed } = await connectedPair();
  at(port);
  client.end();
  server.end();
  await closed();
  watching.look();
  const mine = () =>
    told.flatMap(({ local, remote, what }) =>
      what.type === 'state' && remote.port === port
        ? [`${local.port === 0} ${what.state} ${what.how}`]
        : [],
    );
  await vi.waitFor(() => expect(mine()).toContain('false TIME-WAIT polled'), SOON);
  await watching.close();
  expect(missing).toEqual([]);
  expect(mine()).toEqual([
    'false SYN-SENT traced',
    'false ESTABLISHED traced',
    'false FIN-WAIT-1 traced',
    'false FIN-WAIT-2 traced',
    'false TIME-WAIT polled',
  ]);
});

testNeeding(
  [LINUX],
  'where nothing may be traced, that is told, and states are polled',
  async () => {
    const { watching, missing } = watch({ trace: true, tracefs: '/nowhere' });
    expect(missing).toEqual([{ what: 'trace', why: 'not-mounted' }]);
    expect(watching.traced).toBe(false);
    await watching.close();
  },
);

test('a watch that is over leaves no timer and no instance behind', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const watching = watchKernel({ wanted: () => true, tell: () => undefined, trace: true });
    watching.look();
    await watching.ready;
    // The next look, and what was traced until then.
    expect(vi.getTimerCount()).toBe(watching.traced ? 2 : 1);
    await watching.close();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

testNeeding([TRACING], 'no test has left an instance behind', async () => {
  const ours = readdirSync(join(TRACEFS, 'instances')).filter((name) =>
    name.startsWith(`sockets-${process.pid}-`),
  );
  expect(ours).toEqual([]);
});
