import { grouped } from '../quantity.ts';
import type { CheckText } from '../wording-check.ts';

export const check: CheckText = {
  problem: (problem) => problem,
  line: (number) => `line ${number}`,
  kinds: { refused: 'unreadable', odd: 'odd' },
  more: (count) => `… and ${grouped(count)} more that ${count === 1 ? 'is' : 'are'} not shown`,
  facts: {
    format: 'format',
    program: 'written by',
    created: 'begun',
    lines: 'lines',
    events: 'events',
    span: 'time span',
    sockets: 'sockets',
    newTypes: 'new types',
    newFields: 'new fields',
  },
  others: (count) => `others ${grouped(count)}`,
  newer:
    'A newer program knows these types and fields. They are kept when the trace is written again, and not shown.',
  verdict: {
    good: 'Every line can be read.',
    odd: (count) =>
      `Every line can be read, but in ${grouped(count)} place${count === 1 ? '' : 's'} the trace contradicts its format (docs/trace-format.md).`,
    cutOff:
      'The last line is cut off: the program was stopped, or this is a part of a file. All before it can be read.',
    refused: (count) =>
      `Not every line can be read: ${grouped(count)} problem${count === 1 ? '' : 's'}.`,
  },
};
