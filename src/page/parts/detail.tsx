import { useMemo, useState } from 'preact/hooks';
import type { Viewer } from '../hooks/use-viewer.ts';
import { useWords } from '../hooks/use-words.ts';
import { octetsOf } from '../model/layers.ts';
import type { StepRow } from '../model/rows.ts';
import { ChartsPanel } from './charts-panel.tsx';
import { OctetsPanel } from './octets-panel.tsx';
import { StatesPanel } from './states-panel.tsx';
import { StepSummary } from './step-summary.tsx';
import { Tabs } from './tabs.tsx';

interface DetailProps {
  readonly viewer: Viewer;
  readonly isPlaying: boolean;
}

/** The selected step: what it says, its octets, the states of both ends, and what was measured. */
export function Detail({ viewer, isPlaying }: DetailProps) {
  const { page } = useWords();
  const { recording, row } = viewer;
  const [open, setOpen] = useState<string>('fields');
  const panels = [
    { name: 'fields', title: page.fields, draw: () => row && <Fields key="fields" row={row} /> },
    {
      name: 'states',
      title: page.states,
      draw: () => row && <StatesPanel recording={recording} row={row} />,
    },
    {
      name: 'charts',
      title: page.charts,
      draw: () => <ChartsPanel viewer={viewer} />,
    },
  ];
  return (
    <section class="detail" aria-label={page.step}>
      {row ? (
        <StepSummary row={row} recording={recording} isPlaying={isPlaying} />
      ) : (
        <p class="nothing">{page.noStep}</p>
      )}
      <Tabs panels={panels} open={open} setOpen={setOpen} />
    </section>
  );
}

function Fields({ row: { rung } }: { readonly row: StepRow }) {
  const language = useWords();
  const { event } = rung;
  const octets = useMemo(() => octetsOf(event, language), [event, language]);
  return <OctetsPanel event={event} octets={octets} />;
}
