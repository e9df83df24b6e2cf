import type { Rail, Rung } from '../ladder/rung.ts';
import { truncate } from './columns.ts';
import { type EndNames, nameOf } from './end-names.ts';
import { mermaidText } from './mermaid-text.ts';

/** A label that is a name in Mermaid's own grammar as well, and none of its words. */
const PLAIN_LABEL = /^[A-Z]\d{1,6}$/;
/** Columns of the name of an end. */
const NAME = 60;

/** A participant of a diagram. */
interface Participant {
  readonly id: string;
  readonly line: string;
  readonly conversation: number | undefined;
  readonly rail: Rail;
}

/** The participants of a Mermaid diagram: both ends of a conversation side by side, and behind them who talks to nobody. */
export class MermaidEnds {
  readonly #names: EndNames;
  readonly #participants = new Map<string, Participant>();
  #characters = 0;

  constructor(names: EndNames) {
    this.#names = names;
  }

  /** What declaring them takes. */
  get characters(): number {
    return this.#characters;
  }

  /** The name of the first: a note over it gets the room it needs, one over two has only what is between them. */
  get first(): string {
    return this.#sorted()[0]?.id ?? NOBODY;
  }

  /** The name in the diagram of the end at a rail: `C1`, and `peer1` for one without such a label. */
  id(rung: Rung, rail: Rail): string {
    // Both are declared, the left one first.
    if (rung.conversation !== undefined) this.#declare(rung, 'left');
    return this.#declare(rung, rail).id;
  }

  /** The lines that declare them. */
  declared(): string[] {
    const lines = this.#sorted().map(({ line }) => line);
    return lines.length === 0 ? [`participant ${NOBODY} as ?`] : lines;
  }

  #declare(rung: Rung, rail: Rail): Participant {
    const end = this.#names.at(rung, rail);
    const known = this.#participants.get(end.key);
    if (known && (known.conversation !== undefined || rung.conversation === undefined)) {
      return known;
    }
    const { socket = '' } = end;
    const id = PLAIN_LABEL.test(socket) ? socket : `peer${this.#participants.size + 1}`;
    const name = truncate(nameOf(end), NAME) || '?';
    const line = `participant ${id} as ${mermaidText(name)}`;
    const { conversation } = rung;
    const participant = known ? { ...known, conversation } : { id, line, conversation, rail };
    this.#participants.set(end.key, participant);
    this.#characters += line.length;
    return participant;
  }

  /** Who talks to nobody stands at the right. */
  #sorted(): Participant[] {
    const all = [...this.#participants.values()];
    const place = ({ conversation, rail }: Participant) =>
      (conversation ?? Number.MAX_SAFE_INTEGER / 2) * 2 + (rail === 'left' ? 0 : 1);
    return all.toSorted((a, b) => place(a) - place(b));
  }
}

/** Who stands in a diagram without steps. */
const NOBODY = 'nobody';
