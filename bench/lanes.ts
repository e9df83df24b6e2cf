import { type Duel, measureDuels } from './duel.ts';
import type { Figure } from './figure.ts';
import { TCP } from './kind.ts';
import { TITLES } from './server.ts';
import { pingPong } from './traffic.ts';

/** What shall be left of the speed of a server when others watch it, too. */
const GOALS = { lanes: 0.7, calls: 0.9 } as const;

/** What the lanes cost: an echo server whose packets and states, or whose system calls, are watched, against the same with its own steps alone. */
export async function measureLanes(directory: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const connections of [1, 64]) {
    const traffic = pingPong(
      `64 B, ${connections === 1 ? 'ping-pong' : '64 connections'}`,
      connections,
    );
    const server = (subject: 'file' | 'lanes' | 'calls') => ({ kind: TCP, subject, directory });
    const duels = (['lanes', 'calls'] as const).map(
      (subject): Duel => ({
        ...{ measure: traffic.name, subject: TITLES[subject], traffic },
        ...{ ours: server(subject), theirs: server('file'), other: TITLES.file },
        goal: { atLeast: GOALS[subject] },
      }),
    );
    figures.push(...(await measureDuels(duels)));
  }
  return figures;
}
