import { Component } from 'preact';
import type { EventOf } from '../../event/event.ts';
import type { End, Rail } from '../../ladder/rung.ts';
import { relativeTime } from '../../text/quantity.ts';
import { visibleText } from '../../view/visible.ts';
import { useWords } from '../hooks/use-words.ts';
import type { Recording } from '../model/recording.ts';
import type { PageRow, StepRow } from '../model/rows.ts';
import { endText, rungText } from '../model/rung-text.ts';
import { socketColor } from '../model/socket-color.ts';
import { RungBody } from './rung-body.tsx';

interface LadderRowProps {
  readonly row: PageRow;
  /** Where it stands, CSS pixels from the first row; `undefined` where rows stand one below the other by themselves. */
  readonly top: number | undefined;
  /** How many steps there are. */
  readonly of: number;
  readonly recording: Recording;
  /** Whether states stand beside the rails. */
  readonly beside: boolean;
  readonly isSelected: boolean;
  readonly isMatch: boolean;
  /** Whether it is the diagram on the screen: its rows can be named. */
  readonly isNamed: boolean;
}

/** The name of a step's row in the document. */
export function rowId(step: number): string {
  return `step-${step}`;
}

/** A row of the diagram: drawn again only when it is another. */
export class LadderRow extends Component<LadderRowProps> {
  override shouldComponentUpdate(next: LadderRowProps): boolean {
    const now = this.props;
    return (
      next.row !== now.row ||
      next.top !== now.top ||
      next.of !== now.of ||
      next.beside !== now.beside ||
      next.isSelected !== now.isSelected ||
      next.isMatch !== now.isMatch
    );
  }

  override render() {
    const { row, recording, top } = this.props;
    const style = top === undefined ? {} : { transform: `translateY(${top}px)` };
    if (row.kind === 'step') return <Step {...this.props} row={row} style={style} />;
    const { left, right } = row.ends;
    return (
      <div class="row heading" style={style} aria-hidden="true">
        <span class={socketColor(left.socket, recording)}>{endText(left)}</span>
        <span class={socketColor(right.socket, recording)}>{endText(right)}</span>
      </div>
    );
  }
}

type StepProps = LadderRowProps & {
  readonly row: StepRow;
  readonly style: { readonly transform?: string };
};

function Step({ row, recording, of, beside, isSelected, isMatch, isNamed, style }: StepProps) {
  const language = useWords();
  const { rung, step, entered } = row;
  const text = rungText(rung, language);
  const { event, ends, rail, conversation } = rung;
  const label = (at: Rail) => (conversation === undefined && at !== rail ? undefined : ends[at]);
  const time = relativeTime(event.time - recording.start, 6);
  const said = [time, ends[rail].socket, text.name, text.facts, text.octets, ...statesSaid(row)];
  return (
    <div
      class={`row step lane-${event.source}${isMatch ? ' match' : ''}`}
      style={style}
      role="option"
      id={isNamed ? rowId(step) : undefined}
      tabIndex={-1}
      data-step={step}
      aria-selected={isSelected}
      aria-setsize={of}
      aria-posinset={step + 1}
      aria-label={said.filter(Boolean).join(' ')}
    >
      <span class="time">{time}</span>
      <StateCell state={entered.left} />
      <Label end={label('left')} at="left" recording={recording} />
      <RungBody rung={rung} text={text} recording={recording} beside={beside} />
      <Label end={label('right')} at="right" recording={recording} />
      <StateCell state={entered.right} />
    </div>
  );
}

function statesSaid({ rung, entered }: StepRow): string[] {
  if (rung.event.type === 'state') return [];
  const states = [entered.left, entered.right].filter((event) => event !== undefined);
  return states.map(({ socket, state }) => `${socket} ${state}`);
}

function Label(props: {
  readonly end: End | undefined;
  readonly at: Rail;
  readonly recording: Recording;
}) {
  const socket = props.end?.socket;
  return (
    <span class={`label ${props.at} ${socketColor(socket, props.recording)}`}>
      {socket === undefined ? '' : visibleText(socket)}
    </span>
  );
}

/** A state that was entered; one that only follows from the packets looks like it. */
function StateCell({ state }: { readonly state: EventOf<'state'> | undefined }) {
  return (
    <span class="state">{state && <span class={`pill ${state.how}`}>{state.state}</span>}</span>
  );
}
