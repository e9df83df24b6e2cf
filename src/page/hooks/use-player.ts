import { useEffect, useState } from 'preact/hooks';
import { pauseBetween, type Speed } from '../model/player.ts';
import { stepAt } from '../model/rows.ts';
import type { Viewer } from './use-viewer.ts';

/** Steps that go on by themselves. */
export interface Player {
  readonly isPlaying: boolean;
  readonly toggle: () => void;
  readonly speed: Speed;
  readonly setSpeed: (speed: Speed) => void;
}

/** Goes from step to step as fast as it happened, or as somebody can follow. At the end it stops; from there it begins anew. */
export function usePlayer({ rows, step = 0, select }: Viewer): Player {
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(1);
  const last = rows.steps.length - 1;
  useEffect(() => {
    if (!isPlaying) return;
    const [now, next] = [step, step + 1].map((at) => stepAt(rows, at)?.rung.event.time);
    if (now === undefined || next === undefined) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => select(step + 1), pauseBetween(now, next, speed));
    return () => clearTimeout(timer);
  }, [isPlaying, speed, step, rows, select]);
  const toggle = () => {
    if (!isPlaying && step >= last) select(0);
    setPlaying(!isPlaying);
  };
  return { isPlaying, toggle, speed, setSpeed };
}
