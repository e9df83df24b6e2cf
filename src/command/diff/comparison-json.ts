import type { Comparison, Difference, Note } from '../../diff/comparison.ts';
import type { Step } from '../../diff/step.ts';
import type { Text } from '../../text/text.ts';
import { encodeEvent } from '../../trace/json-lines.ts';
import type { NamedRecordings } from '../../view/diff-view.ts';
import { differenceWords, noteWords } from '../../view/diff-words.ts';

/** What the document says besides. */
export interface JsonOptions {
  readonly text: Text;
  readonly version: string;
}

/**
 * A comparison for programs, as JSON has it: `same`, and the differences in the order in which they come about, each with its sentence
 * (`told`), the steps it is about (`event`: the first event of the step as the recording has it, `number` from 1) and, of octets, the number
 * of the first that is another one, from 0.
 */
export function comparisonJson(
  { lanes, differences, notes }: Comparison,
  { reference, other }: NamedRecordings,
  { text, version }: JsonOptions,
): object {
  const names = { reference: reference.name, other: other.name };
  const told = (note: Note) => ({ ...note, told: noteWords(note, names, text) });
  return {
    program: `sockets ${version}`,
    reference: { path: reference.name, events: reference.events, lanes: lanes.reference },
    other: { path: other.name, events: other.events, lanes: lanes.other },
    same: differences.length === 0,
    differences: differences.map((difference) => differenceJson(difference, text)),
    notes: notes.map(told),
  };
}

function differenceJson(difference: Difference, text: Text): object {
  const { kind, socket, track, lesson } = difference;
  const { told, lesson: means } = differenceWords(difference, text);
  return {
    kind,
    socket,
    track,
    told,
    ...(lesson && { lesson, means }),
    ...factsOf(difference),
  };
}

function factsOf(difference: Difference): object {
  switch (difference.kind) {
    case 'socket':
    case 'missing':
    case 'extra':
    case 'reordered':
      return { steps: difference.steps.map(stepJson) };
    case 'changed':
    case 'instead':
      return { reference: stepJson(difference.reference), other: stepJson(difference.other) };
    case 'moved': {
      const { step, than, before } = difference;
      return { step: stepJson(step), than: stepJson(than), before };
    }
    case 'octets': {
      const { direction, at, reference, other } = difference;
      return { direction, at, reference: octetsJson(reference), other: octetsJson(other) };
    }
    case 'first':
      return { reference: difference.reference, other: difference.other };
  }
}

function octetsJson({ length, data }: { readonly length: number; readonly data: Uint8Array }) {
  return { length, data: Buffer.from(data).toString('base64') };
}

function stepJson({ verb, event, index, count, stretch }: Step): object {
  const recorded: unknown = JSON.parse(encodeEvent(event));
  return { verb, number: index + 1, count, ...(stretch && { octets: stretch }), event: recorded };
}
