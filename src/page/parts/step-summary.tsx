import type { EventOf, EventType, SocketEvent } from '../../event/event.ts';
import { bytes, relativeTime } from '../../text/quantity.ts';
import { visibleText } from '../../view/visible.ts';
import { useWords } from '../hooks/use-words.ts';
import type { PageLanguage } from '../model/languages.ts';
import { quotedOctets } from '../model/quoted-octets.ts';
import type { Recording } from '../model/recording.ts';
import type { StepRow } from '../model/rows.ts';
import { endText } from '../model/rung-text.ts';
import { socketColor } from '../model/socket-color.ts';
import { isTrouble } from '../model/trouble.ts';

interface StepSummaryProps {
  readonly row: StepRow;
  readonly recording: Recording;
  readonly isPlaying: boolean;
}

/** Octets of a payload that are told in words: the dump has all of them. */
const CARRIED = 64;

/** The selected step in words: what happened, between whom, and what that means. */
export function StepSummary({ row, recording, isPlaying }: StepSummaryProps) {
  const language = useWords();
  const { rung, entered } = row;
  const { event } = rung;
  const said = sentences(row, language);
  const carried = carriedBy(event);
  const explained = language.glossary[event.type];
  const ends = [rung.ends.left, rung.ends.right].filter((end) => endText(end) !== '');
  return (
    <div class="summary">
      <p class="where">
        <span class={`lane-${event.source} badge`}>{event.source}</span>
        <span class="time">{relativeTime(event.time - recording.start, 6)}</span>
        {ends.map((end, at) => (
          <span key={at} class={socketColor(end.socket, recording)}>
            {endText(end)}
          </span>
        ))}
      </p>
      <div class="sentence" aria-live={isPlaying ? 'off' : 'polite'} aria-atomic="true">
        <h2 class={isTrouble(event) || rung.dropped ? 'bad' : ''}>{nameOf(event)}</h2>
        {said.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {carried !== '' && <code class="payload">{carried}</code>}
        {[entered.left, entered.right].map(
          (state) =>
            state && state !== event && <p key={state.socket}>{stateSaid(state, language)}</p>,
        )}
      </div>
      <details class="why" open>
        <summary>{explained.brief}</summary>
        <p>{explained.more}</p>
      </details>
    </div>
  );
}

/** What the step is called; of a segment, by its flags. */
function nameOf(event: SocketEvent): string {
  if (event.type === 'segment') return event.flags.join(',') || event.type;
  return event.type === 'syscall' ? visibleText(event.call) : event.type;
}

function sentences({ rung }: StepRow, language: PageLanguage): string[] {
  const { event, dropped } = rung;
  const said = [saidOf(event, language), dropped ? saidOf(dropped, language) : ''];
  return said.filter((one) => one !== '');
}

function carriedBy(event: SocketEvent): string {
  if (!('data' in event) || event.data === undefined || event.type === 'tls-record') return '';
  const all = 'bytes' in event ? (event.bytes ?? event.data.length) : event.data.length;
  return all > 0 ? `${bytes(all)}  ${quotedOctets(event.data, all, CARRIED)}` : '';
}

function stateSaid(state: EventOf<'state'>, language: PageLanguage): string {
  return `${visibleText(state.socket)}: ${saidOf(state, language)}`;
}

function saidOf<Type extends EventType>(event: EventOf<Type>, { steps }: PageLanguage): string {
  const type: Type = event.type;
  return visibleText(steps[type](event));
}
