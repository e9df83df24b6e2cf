import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { Microseconds } from '../../event/clock.ts';
import { useSize } from '../hooks/use-size.ts';
import { aligned, type Curve, type Points } from '../model/series.ts';

interface ChartProps {
  readonly title: string;
  readonly unit: string;
  readonly curves: readonly {
    readonly curve: Curve;
    readonly name: string;
    readonly points: Points | undefined;
  }[];
  readonly start: Microseconds;
  /** How long the run was, seconds: all charts have the same width for it. */
  readonly length: number;
  /** The selected step, seconds since the start. */
  readonly time: number | undefined;
  /** A place in time was pressed. */
  readonly select: (time: number) => void;
}

const HEIGHT = 132;
/** Windows and queues keep their value until the next one; round trips are what they are, one by one. */
const STEPPED: ReadonlySet<Curve> = new Set(['cwnd', 'ssthresh', 'flight', 'receive', 'send']);

/** Curves over time, and a line at the selected step. */
export function Chart(props: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const { width } = useSize(place);
  const plot = useRef<uPlot | undefined>(undefined);
  const now = useRef(props);
  now.current = props;
  const { curves, start, time, title, unit } = props;
  useEffect(() => {
    if (!place.current || width === 0) return;
    const data: uPlot.AlignedData = aligned(
      curves.map(({ points }) => points),
      start,
    );
    const made = new uPlot(optionsOf(now, place.current, width), data, place.current);
    plot.current = made;
    return () => made.destroy();
  }, [width, start, props.length, ...curves.map(({ points }) => points?.times)]);
  useEffect(() => plot.current?.redraw(false), [time]);
  return (
    <figure class="chart">
      <figcaption>
        {title} <small>{unit}</small>
        {curves.length > 1 &&
          curves.map(({ curve, name }, at) => (
            <span key={curve} class={`key curve-${at}`}>
              {name}
            </span>
          ))}
      </figcaption>
      <div ref={place} class="plot" />
    </figure>
  );
}

type Now = { readonly current: ChartProps };

function optionsOf(now: Now, place: HTMLElement, width: number): uPlot.Options {
  const style = getComputedStyle(place);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: color('--soft'),
    grid: { stroke: color('--line'), width: 1 },
    ticks: { stroke: color('--line'), width: 1, size: 4 },
    font: `11px ${style.fontFamily}`,
  };
  return {
    ...{ width, height: HEIGHT, legend: { show: false } },
    cursor: { drag: { x: false, y: false }, points: { size: 6 }, sync: { key: 'time' } },
    scales: {
      x: { time: false, range: [0, Math.max(now.current.length, 1e-6)] },
      y: { range: (_plot, _least, most) => [0, most * 1.1 || 1] },
    },
    axes: [
      { ...axis, size: 24, values: (_plot, splits) => splits.map((at) => `${at} s`) },
      { ...axis, size: 56 },
    ],
    series: [
      {},
      ...now.current.curves.map(({ curve }, at) => seriesOf(curve, color(`--curve-${at}`))),
    ],
    hooks: {
      draw: [(plot) => drawNow(plot, now.current.time, color('--focus'))],
      ready: [(plot) => listen(plot, now)],
    },
  };
}

function seriesOf(curve: Curve, stroke: string): uPlot.Series {
  const paths = STEPPED.has(curve) ? uPlot.paths.stepped?.({ align: 1 }) : undefined;
  return { stroke, width: 1.5, spanGaps: true, points: { size: 4 }, ...(paths && { paths }) };
}

/** A line where the selected step is. */
function drawNow({ ctx, bbox, valToPos }: uPlot, time: number | undefined, color: string): void {
  if (time === undefined) return;
  const x = Math.round(valToPos(time, 'x', true));
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.save();
  ctx.strokeStyle = color;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

function listen(plot: uPlot, now: Now): void {
  plot.over.addEventListener('click', ({ offsetX }) => {
    now.current.select(plot.posToVal(offsetX, 'x'));
  });
}
