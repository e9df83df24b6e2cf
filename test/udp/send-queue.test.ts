import { expect, test } from 'vitest';
import { elsewhere } from './elsewhere.ts';

// Loopback always has room. With this option Node never asks the kernel within the call: as if it had none.
const NO_ROOM = { node: ['--test-udp-no-try-send'] };

test('a datagram that waits for the kernel is told as sent when the kernel has taken it', async () => {
  const told = await elsewhere(
    `
    const sockets = new Sockets();
    const receiver = await sockets.open();
    const sender = await sockets.open();
    const sent = ['one', 'three', ''].map((text) => sender.send(text, receiver.address));
    const called = now();
    const lengths = await Promise.all(sent);
    const { code, facts } = await rejection(sender.send(Buffer.alloc(65508), receiver.address));
    await sockets.until('U1', 3);
    await sender.close();
    await receiver.close();
    const events = [...sockets.trace];
    const times = events.map(({ time }) => time);
    tell({
      lengths,
      failed: [code, facts.bytes],
      steps: sockets.trace.steps('U2'),
      inOrder: times.every((time, i) => i === 0 || time >= times[i - 1]),
      later: sockets.trace.of('send').every(({ time }) => time >= called),
      counts: sender.counts.datagrams,
    });`,
    NO_ROOM,
  );

  expect(told).toEqual({
    lengths: [3, 5, 0],
    failed: ['message-too-long', 65_508],
    steps: ['socket', 'bind', 'send', 'send', 'send', 'error', 'close'],
    inOrder: true,
    later: true,
    counts: { received: 0, sent: 3 },
  });
});

test('sendNow takes no more than a mebibyte that waits, and close takes back what waits, and counts it', async () => {
  const told = await elsewhere(
    `
    const sockets = new Sockets();
    const receiver = await sockets.open();
    const sender = await sockets.open();
    const bytes = Buffer.alloc(60_000);
    let taken = 0;
    while (taken < 1000 && sender.sendNow(bytes, receiver.address)) taken += 1;
    const last = rejection(sender.send('last', receiver.address));
    await sender.close();
    const { sent, unsent } = await sender.closed;
    await receiver.close();
    tell({
      taken,
      last: (await last).facts,
      failures: sockets.failures.length,
      adds: sent + unsent === taken * bytes.length + 4,
      waited: unsent > 0,
      steps: [...new Set(sockets.trace.steps('U2'))],
    });`,
    NO_ROOM,
  );

  expect(told).toMatchObject({
    taken: Math.floor((1024 * 1024) / 60_000) + 1,
    last: { call: 'send', code: 'ECANCELED' },
    adds: true,
    waited: true,
    // What was taken back is no failed call of ours.
    steps: ['socket', 'bind', 'send', 'close'],
  });
});
