import type { InternetAddress } from '../../event/address.ts';
import { now } from '../../event/clock.ts';
import type { Emit, SocketLabel } from '../../event/event.ts';
import { kernelDrops, type Which } from './datagram-sockets.ts';

/** How to watch. */
export interface WatchOptions extends Which {
  /** Milliseconds between two readings. Default: 1000. */
  readonly every?: number;
}

/** A watch that goes on until it is disposed of; it does not keep the program running. */
export interface DropWatch extends Disposable {
  /** Reads now, and resolves when what was found has been told. Before close(2), that is: a closed socket is in no table. Never rejects. */
  check(): Promise<void>;
}

/**
 * Tells how many datagrams the kernel has dropped at the socket bound to `local` since it told so last, at first since the socket was
 * made; says nothing when there are none, or nobody can know. `tell` must not throw.
 */
export function watchDrops(
  local: InternetAddress,
  tell: (count: number) => void,
  { every = 1000, ...which }: WatchOptions = {},
): DropWatch {
  let told = 0;
  let over = false;
  const check = async () => {
    const drops = await kernelDrops(local, which);
    // Two readings may come in the wrong order; the count of one socket only grows.
    if (over || drops === undefined || drops <= told) return;
    const count = drops - told;
    told = drops;
    tell(count);
  };
  const timer = setInterval(() => void check(), every);
  timer.unref();
  const stop = () => {
    over = true;
    clearInterval(timer);
  };
  return { check, [Symbol.dispose]: stop };
}

/** Watches a socket's drops and tells them as events `kernel-drops`, whose time is that of the reading: they happened before. */
export function narrateDrops(
  { socket, local }: { readonly socket: SocketLabel; readonly local: InternetAddress },
  emit: Emit,
  options?: WatchOptions,
): DropWatch {
  const tell = (count: number) =>
    emit({ time: now(), source: 'kernel', type: 'kernel-drops', socket, local, count });
  return watchDrops(local, tell, options);
}
