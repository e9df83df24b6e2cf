import { relativeTime } from '../../text/quantity.ts';
import { useWords } from '../hooks/use-words.ts';
import { type EndNow, endsNow } from '../model/end-now.ts';
import type { Recording } from '../model/recording.ts';
import type { StepRow } from '../model/rows.ts';
import { endText } from '../model/rung-text.ts';
import { socketColor } from '../model/socket-color.ts';
import { StateDiagram } from './state-diagram.tsx';

interface StatesPanelProps {
  readonly recording: Recording;
  readonly row: StepRow;
}

/** The state of each end when the selected step had happened, and where that is in the diagram of RFC 9293. */
export function StatesPanel({ recording, row }: StatesPanelProps) {
  const ends = endsNow(recording, row);
  return (
    <div class="states">
      <div class="both-ends">
        {ends.map((one) => (
          <EndState key={one.rail} {...one} recording={recording} />
        ))}
      </div>
      <StateDiagram ends={ends} recording={recording} />
    </div>
  );
}

function EndState({ end, state, entered, recording }: EndNow & { readonly recording: Recording }) {
  const { page, glossary } = useWords();
  const how = entered && entered.how !== 'traced' ? page[entered.how] : '';
  const since = entered ? page.since(relativeTime(entered.time - recording.start, 6)) : '';
  return (
    <div class={`end ${socketColor(end.socket, recording)}`}>
      <p class="who">{endText(end)}</p>
      <p class="now">{state ?? page.stateUnknown}</p>
      <p class="how">{[since, how].filter((said) => said !== '').join(' · ')}</p>
      {state && <p class="means">{glossary[state].brief}</p>}
    </div>
  );
}
