import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import type { SocketEvent } from '../../../src/event/event.ts';
import { inodeOf } from '../../../src/observe/kernel/descriptor.ts';
import { narrateDrops, watchDrops } from '../../../src/observe/kernel/watch-drops.ts';
import { within } from '../../support/deadline.ts';
import { LINUX, testNeeding } from '../../support/tools.ts';

const HOST = '127.0.0.1';
const NEVER = { every: 2 ** 30 };
const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
  vi.useRealTimers();
});

async function open(): Promise<Socket> {
  const socket = createSocket('udp4');
  sockets.push(socket);
  socket.bind(0, HOST);
  await once(socket, 'listening');
  return socket;
}

/** A receiver with little room, and a sender connected to it; what has come, and what will have. */
async function makeFlood() {
  const receiver = await open();
  receiver.setRecvBufferSize(4096);
  let received = 0;
  receiver.on('message', () => {
    received += 1;
  });
  const sender = await open();
  sender.connect(receiver.address().port, HOST);
  await once(sender, 'connect');
  return {
    local: { host: HOST, port: receiver.address().port },
    received: () => received,
    /** All in one turn of the event loop, so that nobody reads meanwhile. */
    send: (count: number) => {
      for (let sent = 0; sent < count; sent += 1) sender.send(Buffer.alloc(500));
    },
  };
}

testNeeding([LINUX], 'what was received and what the kernel dropped is what was sent', async () => {
  const flood = await makeFlood();
  let dropped = 0;
  const add = (count: number) => {
    dropped += count;
  };
  using watch = watchDrops(flood.local, add, NEVER);
  await watch.check();
  expect(dropped).toBe(0);

  for (const sent of [300, 500]) {
    flood.send(sent - flood.received() - dropped);
    const all = vi.waitFor(async () => {
      await watch.check();
      expect(flood.received() + dropped).toBe(sent);
    });
    await all;
    expect(flood.received()).toBeGreaterThan(0);
  }
  expect(dropped).toBeGreaterThan(100);
});

testNeeding([LINUX], 'drops are told once, as an event of the kernel', async () => {
  const { local, send } = await makeFlood();
  const events: SocketEvent[] = [];
  using watch = narrateDrops({ socket: 'U1', local }, (event) => events.push(event), NEVER);
  send(200);
  await Promise.all([watch.check(), watch.check(), watch.check()]);
  await watch.check();
  expect(events).toEqual([
    {
      time: expect.any(Number),
      source: 'kernel',
      type: 'kernel-drops',
      socket: 'U1',
      local,
      count: expect.any(Number),
    },
  ]);
});

testNeeding([LINUX], 'they are looked for without being asked, too', async () => {
  const { local, send } = await makeFlood();
  send(200);
  let tell: (count: number) => void = () => undefined;
  const told = new Promise<number>((resolve) => {
    tell = resolve;
  });
  using _watch = watchDrops(local, (count) => tell(count), { every: 10 });
  expect(await within(told, 'drops', () => 'nothing')).toBeGreaterThan(0);
});

testNeeding([LINUX], 'a watch that is over tells nothing, and leaves no timer', async () => {
  const { local, send } = await makeFlood();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const tell = vi.fn();
  const watch = watchDrops(local, tell);
  expect(vi.getTimerCount()).toBe(1);
  send(200);
  const reading = watch.check();
  watch[Symbol.dispose]();
  await reading;
  await watch.check();
  expect(tell).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

test('a watch does not keep the program running', () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout');
  const before = timers().length;
  using _watch = watchDrops({ host: HOST, port: 9 }, () => undefined);
  expect(timers()).toHaveLength(before);
});

test('a descriptor that is no socket has no inode', () => {
  expect(inodeOf(-1)).toBeUndefined();
  expect(inodeOf(1 << 20)).toBeUndefined();
  expect(inodeOf(0, '/nowhere')).toBeUndefined();
});
