import { expect, vi } from 'vitest';
import {
  type KernelWatchOptions,
  type Missing,
  watchKernel,
} from '../../src/observe/kernel/watch-tcp.ts';
import type { KernelSighting } from '../../src/observe/sighting.ts';

/** Facts come within moments: on a busy machine, a few seconds. */
export const SOON = { timeout: 15_000, interval: 20 };

/** A watch that keeps what it is told. Nothing is wanted until a port is named. */
export function watch(options: Partial<KernelWatchOptions> = {}) {
  let port: number | undefined;
  const told: KernelSighting[] = [];
  const missing: Missing[] = [];
  const watching = watchKernel({
    wanted: (local, remote) => local.port === port || remote.port === port,
    tell: (sighting) => told.push(sighting),
    missing: (what) => missing.push(what),
    ...options,
  });
  return {
    watching,
    told,
    missing,
    at: (wanted: number) => {
      port = wanted;
      watching.look();
    },
    /** `server ESTABLISHED`: which end of the connection, or the listener. */
    states: () =>
      told.flatMap(({ local, remote, what }) => {
        if (what.type !== 'state') return [];
        const who = remote.port === 0 ? 'listener' : local.port === port ? 'server' : 'client';
        return [`${who} ${what.state}`];
      }),
    of: <Type extends KernelSighting['what']['type']>(type: Type) =>
      told.filter(({ what }) => what.type === type),
  };
}

/** Resolves when a state has been told. */
export const seen = (states: () => string[], wanted: readonly string[]) =>
  vi.waitFor(() => expect(states()).toEqual(expect.arrayContaining([...wanted])), SOON);
