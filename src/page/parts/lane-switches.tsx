import type { Source } from '../../event/event.ts';
import { grouped } from '../../text/quantity.ts';
import type { Viewer } from '../hooks/use-viewer.ts';
import { useWords } from '../hooks/use-words.ts';
import { toggled } from '../model/toggled.ts';

/** From the program downwards. */
const LANES = ['app', 'syscall', 'kernel', 'wire'] as const satisfies readonly Source[];

/** A switch for each lane that was watched. */
export function LaneSwitches({ viewer }: { readonly viewer: Viewer }) {
  const { page } = useWords();
  const { recording, filter, setFilter } = viewer;
  const lanes = LANES.filter((lane) => recording.lanes.has(lane));
  return (
    <fieldset class="lanes">
      <legend class="unseen">{page.lane}</legend>
      {lanes.map((lane) => (
        <label key={lane} class={`chip lane-${lane}`} title={page.lanes[lane]}>
          <input
            type="checkbox"
            checked={!filter.lanes.has(lane)}
            onChange={() => setFilter({ ...filter, lanes: toggled(filter.lanes, lane) })}
          />
          <span>
            {lane} <small>{grouped(recording.lanes.get(lane) ?? 0)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
