import { TCP_TRANSITIONS, transition } from '../../event/tcp-transitions.ts';
import { visibleText } from '../../view/visible.ts';
import { useWords } from '../hooks/use-words.ts';
import type { EndNow } from '../model/end-now.ts';
import type { Recording } from '../model/recording.ts';
import { socketColor } from '../model/socket-color.ts';
import { BOX, boxOf, edge, MAP, STATE_PLACES, type StateBox } from '../model/state-map.ts';

interface StateDiagramProps {
  readonly ends: readonly EndNow[];
  readonly recording: Recording;
}

const BOXES = Object.keys(STATE_PLACES).filter(isBox);

function isBox(name: string): name is StateBox {
  return Object.hasOwn(STATE_PLACES, name);
}

/** The diagram of RFC 9293, figure 5: where each end is, and by which arrow it came there. */
export function StateDiagram({ ends, recording }: StateDiagramProps) {
  const { page } = useWords();
  const taken = ends.flatMap((end) => arrowOf(end) ?? []);
  return (
    <figure class="map">
      <svg viewBox={`0 0 ${MAP.width} ${MAP.height}`} role="img" aria-label={page.states}>
        <defs>
          <marker
            id="point"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
            markerUnits="userSpaceOnUse"
          >
            <path d="M0 0 8 4 0 8z" fill="context-stroke" />
          </marker>
        </defs>
        {TCP_TRANSITIONS.map(({ from, to }) => (
          <line
            key={`${from} ${to}`}
            class="edge"
            {...edge(from, boxOf(to, from))}
            marker-end="url(#point)"
          />
        ))}
        {taken.map(({ end, from, to }) => (
          <line
            key={end.rail}
            class={`edge taken ${socketColor(end.end.socket, recording)}`}
            {...edge(from, boxOf(to, from))}
            marker-end="url(#point)"
          />
        ))}
        {BOXES.map((box) => (
          <Box key={box} box={box} ends={ends} recording={recording} />
        ))}
      </svg>
      <figcaption>
        {taken.map(({ end, on, does }) => (
          <p key={end.rail} class={socketColor(end.end.socket, recording)}>
            {visibleText(end.end.socket ?? '')}: {on} / {does}
          </p>
        ))}
      </figcaption>
    </figure>
  );
}

function arrowOf(end: EndNow) {
  const { entered } = end;
  if (!entered || entered.was === undefined) return undefined;
  const arrow = transition(entered.was, entered.state);
  return arrow && { end, ...arrow };
}

function Box({ box, ends, recording }: StateDiagramProps & { readonly box: StateBox }) {
  const { x, y } = STATE_PLACES[box];
  const here = ends.filter(({ state, entered }) => state && boxOf(state, entered?.was) === box);
  return (
    <g class={here.length > 0 ? 'box here' : 'box'}>
      <rect x={x - BOX.x} y={y - BOX.y} width={2 * BOX.x} height={2 * BOX.y} rx="5" />
      {here.map((end, at) => (
        <rect
          key={end.rail}
          class={`mine ${socketColor(end.end.socket, recording)}`}
          x={x - BOX.x - 3 * at}
          y={y - BOX.y - 3 * at}
          width={2 * BOX.x + 6 * at}
          height={2 * BOX.y + 6 * at}
          rx={5 + 3 * at}
        />
      ))}
      <text x={x} y={y + 4}>
        {box === 'END' ? 'CLOSED' : box}
      </text>
    </g>
  );
}
