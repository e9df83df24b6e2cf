import { setImmediate, setTimeout } from 'node:timers/promises';
import { droppedDatagrams } from '../proc.ts';
import { MESSAGE } from './pinger.ts';
import { Sender } from './sender.ts';
import type { Slice } from './task.ts';

/** How often to look for datagrams that were lost. ms */
const LOOK = 100;
/** How many go in a row: more than are read in a turn of the event loop, so that the server is the slower one. */
const BURST = 128;
/** Longer than any server needs for what waits in its receive buffer. ms */
const PATIENCE = 5000;

/** Sends for so long from so many sockets, from each one datagram at a time: the next when it has come back. */
export async function pingPong(port: number, sockets: number, during: number): Promise<Slice> {
  return measured(port, sockets, async (senders) => {
    const until = performance.now() + during;
    const resend = setInterval(() => {
      for (const sender of senders) sender.resendIfLate();
    }, LOOK);
    await Promise.all(senders.map((sender) => sender.pingPong(until)));
    clearInterval(resend);
  });
}

/** Sends for so long from one socket as fast as it can, and reads beside it what comes back. */
export async function flood(port: number, during: number): Promise<Slice> {
  return measured(port, 1, async ([sender]) => {
    const until = performance.now() + during;
    while (performance.now() < until) {
      for (let sent = 0; sent < BURST; sent += 1) sender?.send();
      await setImmediate();
    }
  });
}

async function measured(
  port: number,
  sockets: number,
  traffic: (senders: readonly Sender[]) => Promise<void>,
): Promise<Slice> {
  const senders = await Promise.all(Array.from({ length: sockets }, () => Sender.open(port)));
  const failed = Promise.race(senders.map((sender) => sender.failed));
  const before = droppedDatagrams([port]);
  const started = performance.now();
  await Promise.race([traffic(senders), failed]);
  const { echoed, lost } = await Promise.race([account(port, senders, before), failed]);
  const milliseconds = Math.max(...senders.map((sender) => sender.heard)) - started;
  for (const sender of senders) sender.close();
  return { bytes: echoed * MESSAGE, lost: lost * MESSAGE, milliseconds };
}

/**
 * What became of each datagram: dropped by the kernel at the server, or echoed; and then it came back, or was dropped here. Waits
 * until that is all that were sent. Throws when it never is.
 */
async function account(
  port: number,
  senders: readonly Sender[],
  before: number,
): Promise<{ readonly echoed: number; readonly lost: number }> {
  const ports = senders.map((sender) => sender.port);
  const sent = senders.reduce((sum, sender) => sum + sender.sent, 0);
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    const lost = droppedDatagrams([port]) - before;
    const returned = senders.reduce((sum, sender) => sum + sender.returned, 0);
    const echoed = returned + droppedDatagrams(ports);
    if (echoed + lost === sent) return { echoed, lost };
    if (performance.now() > deadline) {
      throw new Error(`of ${sent} datagrams ${echoed} were echoed and ${lost} dropped`);
    }
    await setTimeout(2);
  }
}
