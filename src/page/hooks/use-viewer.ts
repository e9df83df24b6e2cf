import { useCallback, useMemo, useState } from 'preact/hooks';
import type { SocketEvent } from '../../event/event.ts';
import type { Recording } from '../model/recording.ts';
import {
  type Filter,
  NO_FILTER,
  type PageRows,
  pageRows,
  type StepRow,
  stepAt,
  stepOf,
} from '../model/rows.ts';

/** What is shown, and where the reader is in it. */
export interface Viewer {
  readonly recording: Recording;
  readonly rows: PageRows;
  readonly filter: Filter;
  readonly setFilter: (filter: Filter) => void;
  /** The number of the selected step, from 0; `undefined` where there is none. */
  readonly step: number | undefined;
  readonly row: StepRow | undefined;
  /** Selects a step; one beyond the ends is the one at the end. */
  readonly select: (step: number) => void;
  /** Selects what shows this event, or what is nearest. */
  readonly selectEvent: (event: SocketEvent) => void;
}

/** `beside`: states stand beside the rails. `follows`: as long as the last step is selected, so is the one that comes. */
export function useViewer(recording: Recording, beside: boolean, follows: boolean): Viewer {
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const [selected, setSelected] = useState<SocketEvent | undefined>(undefined);
  const rows = useMemo(() => pageRows(recording, filter, beside), [recording, filter, beside]);
  const step = useMemo(() => {
    if (selected) return stepOf(rows, selected);
    const last = rows.steps.length - 1;
    return last < 0 ? undefined : follows ? last : 0;
  }, [rows, selected, follows]);
  const select = useCallback(
    (wanted: number) => {
      const last = rows.steps.length - 1;
      const isLast = follows && wanted >= last;
      setSelected(
        isLast ? undefined : stepAt(rows, Math.min(last, Math.max(0, wanted)))?.rung.event,
      );
    },
    [rows, follows],
  );
  const row = stepAt(rows, step);
  return { recording, rows, filter, setFilter, step, row, select, selectEvent: setSelected };
}
