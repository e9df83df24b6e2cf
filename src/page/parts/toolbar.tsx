import type { RefObject } from 'preact';
import { grouped } from '../../text/quantity.ts';
import type { Player } from '../hooks/use-player.ts';
import type { Search } from '../hooks/use-search.ts';
import type { Viewer } from '../hooks/use-viewer.ts';
import { useWords } from '../hooks/use-words.ts';
import { SPEEDS } from '../model/player.ts';
import { FilterMenu } from './filter-menu.tsx';
import { Icon, type IconName } from './icon.tsx';
import { LaneSwitches } from './lane-switches.tsx';
import { SearchBox } from './search-box.tsx';

interface ToolbarProps {
  readonly viewer: Viewer;
  readonly player: Player;
  readonly search: Search;
  readonly field: RefObject<HTMLInputElement | null>;
}

/** What the ladder is walked through, searched and filtered with. */
export function Toolbar({ viewer, player, search, field }: ToolbarProps) {
  const { page } = useWords();
  return (
    <div class="toolbar" role="toolbar" aria-label={page.controls} title={page.keys}>
      <Steps viewer={viewer} player={player} />
      <LaneSwitches viewer={viewer} />
      <FilterMenu viewer={viewer} />
      <SearchBox search={search} step={viewer.step} field={field} />
    </div>
  );
}

function Steps({ viewer, player }: Pick<ToolbarProps, 'viewer' | 'player'>) {
  const { page } = useWords();
  const { step = 0, rows, select } = viewer;
  const last = rows.steps.length - 1;
  const { isPlaying, toggle } = player;
  return (
    <div class="steps">
      <Press icon="first" label={page.first} off={step <= 0} act={() => select(0)} />
      <Press icon="previous" label={page.previous} off={step <= 0} act={() => select(step - 1)} />
      <Press
        icon={isPlaying ? 'pause' : 'play'}
        label={isPlaying ? page.pause : page.play}
        off={last < 0}
        act={toggle}
      />
      <Press icon="next" label={page.next} off={step >= last} act={() => select(step + 1)} />
      <Press icon="last" label={page.last} off={step >= last} act={() => select(last)} />
      <SpeedChoice player={player} />
      <output class="position">
        {last < 0 ? '' : page.position({ at: grouped(step + 1), of: grouped(last + 1) })}
      </output>
    </div>
  );
}

function SpeedChoice({ player: { speed, setSpeed } }: { player: Player }) {
  const { page } = useWords();
  const choose = (value: string) => {
    const chosen = SPEEDS.find((one) => String(one) === value);
    if (chosen !== undefined) setSpeed(chosen);
  };
  return (
    <select
      aria-label={page.speed}
      value={String(speed)}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      {SPEEDS.map((one) => (
        <option key={one} value={String(one)}>
          {one === 0.5 ? '½×' : `${one}×`}
        </option>
      ))}
    </select>
  );
}

interface PressProps {
  readonly icon: IconName;
  readonly label: string;
  readonly off: boolean;
  readonly act: () => void;
}

/** A button that stays where it is and keeps the focus when there is nothing to do. */
function Press({ icon, label, off, act }: PressProps) {
  return (
    <button
      type="button"
      class="icon"
      aria-label={label}
      title={label}
      aria-disabled={off}
      onClick={() => {
        if (!off) act();
      }}
    >
      <Icon name={icon} />
    </button>
  );
}
