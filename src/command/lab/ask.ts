import type { Command } from 'commander';
import { SocketsError } from '../../error.ts';
import { type Change, DROPPABLE, type DropRule, ENDS, MOST } from '../../lab/impairments.ts';
import type { Text } from '../../text/text.ts';
import { choice, integer, milliseconds } from '../parse.ts';
import { percentage, rate } from '../parse-impairment.ts';
import { choiceOption, option } from '../shared-options.ts';

/** What `sockets lab` was asked. */
export interface LabAsk {
  /** What stands behind `--`; empty: a shell. */
  readonly command: readonly string[];
  readonly change: Change;
  readonly id?: string;
}

/** The options of `sockets lab` as commander gives them; what to drop is gathered apart, in its order. */
export interface ParsedLabOptions {
  readonly loss?: number;
  readonly rate?: number;
  readonly delay?: number;
  readonly clear?: true;
  readonly id?: string;
}

/** What `--from` and `--count` say of a kind of segment. */
type Narrowing = Pick<DropRule, 'from' | 'count'>;

/** The rules in the order in which they are typed: `--from` and `--count` belong to the `--drop` before them, or else to the first. */
export class TypedRules {
  readonly #rules: DropRule[] = [];
  #early: Narrowing = {};

  drop(segment: DropRule['segment']): void {
    this.#rules.push({ segment, ...this.#early });
    this.#early = {};
  }

  narrow(narrowing: Narrowing): void {
    const last = this.#rules.pop();
    if (last) this.#rules.push({ ...last, ...narrowing });
    else this.#early = { ...this.#early, ...narrowing };
  }

  /** All of them. Throws `option-needs`, `not-a-number`. */
  get all(): readonly DropRule[] {
    const [lonely] = Object.keys(this.#early);
    if (lonely !== undefined) {
      throw new SocketsError('usage', 'option-needs', { option: `--${lonely}`, needs: '--drop' });
    }
    integer('--drop', 0, MOST.rules)(String(this.#rules.length));
    return this.#rules;
  }
}

/** Adds the options, and gives the rules that fill with what to drop. */
export function addLabOptions(command: Command, text: Text): TypedRules {
  const rules = new TypedRules();
  const segment = choice('--drop', DROPPABLE);
  const end = choice('--from', ENDS);
  const count = integer('--count', 1, MOST.count);
  command
    .addOption(option(text, 'loss').argParser(percentage('--loss')))
    .addOption(
      choiceOption(text, 'labDrop', DROPPABLE).argParser((kind) => void rules.drop(segment(kind))),
    )
    .addOption(
      choiceOption(text, 'from', ENDS).argParser((who) => void rules.narrow({ from: end(who) })),
    )
    .addOption(
      option(text, 'countDropped').argParser((n) => void rules.narrow({ count: count(n) })),
    )
    .addOption(option(text, 'labRate').argParser(rate('--rate')))
    .addOption(option(text, 'labDelay').argParser(delay))
    .addOption(option(text, 'clear'))
    .addOption(option(text, 'labId'));
  return rules;
}

/** Whole milliseconds, no more than a link keeps packets for. Throws `not-a-duration`, `not-a-number`. */
function delay(value: string): number {
  const parsed = milliseconds('--delay', 'ms')(value);
  return integer('--delay', 0, MOST.delay)(String(parsed));
}

/** What is to be changed: the parsed options and the typed rules. */
export function changeOf(
  { loss, rate: bits, delay: wait, clear }: ParsedLabOptions,
  drop: readonly DropRule[],
): Change {
  return {
    // In hundredths of a per cent, as it is dealt out.
    ...(loss !== undefined && { loss: Math.round(loss * 10_000) / 100 }),
    ...(drop.length > 0 && { drop }),
    ...(bits !== undefined && { rate: bits }),
    ...(wait !== undefined && { delay: wait }),
    ...(clear && { clear }),
  };
}
