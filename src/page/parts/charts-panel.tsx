import { useMemo, useState } from 'preact/hooks';
import type { SocketEvent } from '../../event/event.ts';
import { visibleText } from '../../view/visible.ts';
import type { Viewer } from '../hooks/use-viewer.ts';
import { useWords } from '../hooks/use-words.ts';
import type { PageLanguage } from '../model/languages.ts';
import { CURVES, type Curve, seriesOf } from '../model/series.ts';
import { Chart } from './chart.tsx';

interface ChartsPanelProps {
  readonly viewer: Viewer;
}

/** What was measured of one socket over time. */
export function ChartsPanel({ viewer }: ChartsPanelProps) {
  const { page } = useWords();
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const { recording, row } = viewer;
  const series = useMemo(() => seriesOf(recording.events), [recording]);
  const sockets = [...series.keys()];
  const [first] = sockets;
  if (first === undefined) return <p class="nothing">{page.noCharts}</p>;
  const socket = chosen !== undefined && series.has(chosen) ? chosen : richest(series, first);
  const own = series.get(socket);
  const length = ((recording.events.at(-1)?.time ?? 0) - recording.start) / 1_000_000;
  const time = row ? (row.rung.event.time - recording.start) / 1_000_000 : undefined;
  const select = (at: number) => {
    const event = nearest(recording.events, recording.start + at * 1_000_000);
    if (event) viewer.selectEvent(event);
  };
  return (
    <div class="charts">
      <label class="of">
        {page.chartsOf}
        <select value={socket} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
          {sockets.map((one) => (
            <option key={one} value={one}>
              {visibleText(one)}
            </option>
          ))}
        </select>
      </label>
      {chartsOf(page).map(({ title, unit, curves }) => {
        const shown = curves.filter(({ curve }) => own?.has(curve));
        if (shown.length === 0) return null;
        return (
          <Chart
            key={`${socket} ${title}`}
            title={title}
            unit={unit}
            curves={shown.map(({ curve, name }) => ({ curve, name, points: own?.get(curve) }))}
            start={recording.start}
            length={length}
            time={time}
            select={select}
          />
        );
      })}
    </div>
  );
}

interface ChartOf {
  readonly title: string;
  readonly unit: string;
  readonly curves: readonly { readonly curve: Curve; readonly name: string }[];
}

function chartsOf(page: PageLanguage['page']): ChartOf[] {
  return [
    {
      ...{ title: page.congestion, unit: page.segments },
      curves: [
        { curve: 'cwnd', name: page.window },
        { curve: 'ssthresh', name: page.threshold },
      ],
    },
    { title: page.inFlight, unit: 'B', curves: [{ curve: 'flight', name: page.inFlight }] },
    {
      ...{ title: page.roundTrip, unit: 'ms' },
      curves: [
        { curve: 'smoothed', name: page.smoothed },
        { curve: 'measured', name: page.measured },
      ],
    },
    {
      ...{ title: page.queues, unit: 'B' },
      curves: [
        { curve: 'receive', name: page.receiveQueue },
        { curve: 'send', name: page.sendQueue },
      ],
    },
  ];
}

/** The socket with the most measurements: who sends the most. */
function richest(series: ReturnType<typeof seriesOf>, first: string): string {
  let best = { socket: first, points: 0 };
  for (const [socket, curves] of series) {
    const points = CURVES.reduce((sum, curve) => sum + (curves.get(curve)?.times.length ?? 0), 0);
    if (points > best.points) best = { socket, points };
  }
  return best.socket;
}

function nearest(events: readonly SocketEvent[], time: number): SocketEvent | undefined {
  let best: SocketEvent | undefined;
  for (const event of events) {
    if (!best || Math.abs(event.time - time) < Math.abs(best.time - time)) best = event;
  }
  return best;
}
