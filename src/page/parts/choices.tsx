import { grouped } from '../../text/quantity.ts';
import { useWords } from '../hooks/use-words.ts';

interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
  readonly count: number;
}

interface ChoicesProps<Value> {
  readonly title: string;
  readonly choices: readonly Choice<Value>[];
  /** What is switched off. */
  readonly off: ReadonlySet<Value>;
  readonly toggle: (value: Value) => void;
  readonly set: (off: ReadonlySet<Value>) => void;
}

/** So many have a switch of their own; of more, the filter is the search. */
const MOST = 200;

/** A list of switches, and one for all of them. */
export function Choices<Value>({ title, choices, off, toggle, set }: ChoicesProps<Value>) {
  const { page } = useWords();
  return (
    <fieldset class="choice-list">
      <legend>{title}</legend>
      <p class="both">
        <button type="button" onClick={() => set(new Set())}>
          {page.all}
        </button>
        <button type="button" onClick={() => set(new Set(choices.map(({ value }) => value)))}>
          {page.none}
        </button>
      </p>
      {choices.slice(0, MOST).map(({ value, label, count }) => (
        <label key={label} class="choice-line">
          <input type="checkbox" checked={!off.has(value)} onChange={() => toggle(value)} />
          <span>{label}</span>
          <small>{grouped(count)}</small>
        </label>
      ))}
    </fieldset>
  );
}
