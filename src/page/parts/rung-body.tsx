import type { EventOf, SocketEvent } from '../../event/event.ts';
import { transition } from '../../event/tcp-transitions.ts';
import type { Mark, Rung } from '../../ladder/rung.ts';
import type { Recording } from '../model/recording.ts';
import type { RungText } from '../model/rung-text.ts';
import { socketColor } from '../model/socket-color.ts';
import { isTrouble } from '../model/trouble.ts';

interface RungBodyProps {
  readonly rung: Rung;
  readonly text: RungText;
  readonly recording: Recording;
  /** Whether states stand beside the rails: what is left to say is what led there. */
  readonly beside: boolean;
}

/** What stands between the rails: an arrow with what it carries, or a note at the rail where it happened. */
export function RungBody({ rung, text, recording, beside }: RungBodyProps) {
  const { mark, rail, ends, event } = rung;
  const color = isBad(rung) ? 'bad' : socketColor(ends[rail].socket, recording);
  const kind = mark.kind === 'arrow' ? `arrow ${mark.reach}` : 'note';
  const from = mark.kind === 'arrow' && mark.reach === 'arrives' ? opposite(mark) : rail;
  return (
    <span class={`body ${kind} from-${from} at-${rail} ${color}`}>
      <Lead mark={mark} />
      {event.type === 'state' && beside ? (
        <Cause event={event} />
      ) : (
        <Said text={text} event={event} />
      )}
      <Rest mark={mark} />
    </span>
  );
}

function opposite(mark: Extract<Mark, { kind: 'arrow' }>): 'left' | 'right' {
  return mark.towards === 'left' ? 'right' : 'left';
}

function isBad({ event, mark }: Rung): boolean {
  return (mark.kind === 'arrow' && mark.reach === 'lost') || isTrouble(event);
}

/** What stands before the words, at the rail. */
function Lead({ mark }: { readonly mark: Mark }) {
  if (mark.kind !== 'arrow') return <i class="dot" />;
  if (mark.reach === 'arrives' || mark.reach === 'leaves') {
    return (
      <>
        <i class="stub" />
        <i class="point" />
      </>
    );
  }
  return <i class="lead" />;
}

/** What stands behind them: the rest of an arrow, and its point. */
function Rest({ mark }: { readonly mark: Mark }) {
  if (mark.kind !== 'arrow') return null;
  if (mark.reach === 'lost') {
    return (
      <>
        <i class="line" />
        <b class="cross">✗</b>
        <i class="gap" />
      </>
    );
  }
  if (mark.reach !== 'across') return null;
  return (
    <>
      <i class="line" />
      <i class="point" />
    </>
  );
}

/** What leads from one state to the other (RFC 9293 §3.3.2). */
function Cause({ event: { was, state } }: { readonly event: EventOf<'state'> }) {
  const arrow = was && transition(was, state);
  return <span class="said cause">{arrow && `${arrow.on} / ${arrow.does}`}</span>;
}

function Said({ text, event }: { readonly text: RungText; readonly event: SocketEvent }) {
  const { name, facts, octets } = text;
  const isCall = event.type === 'syscall';
  return (
    <span class="said">
      {isCall ? <code>{name}</code> : <b>{name}</b>}
      {facts !== '' && <span class="facts">{facts}</span>}
      {octets !== '' && <code class="carried">{octets}</code>}
    </span>
  );
}
