import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wsDetails } from '../../src/command/ws-details.ts';
import { EVENT_TYPES, type SocketEvent } from '../../src/event/event.ts';
import { loadText } from '../../src/text/text.ts';
import { BytesView } from '../../src/view/bytes-view.ts';
import { LadderView } from '../../src/view/ladder-view.ts';
import { StepView } from '../../src/view/step-view.ts';
import { makeStyle } from '../../src/view/style.ts';
import { anyEvent } from '../trace/arbitrary.ts';
import { EXAMPLES } from '../trace/examples.ts';
import { hostileVersions } from '../trace/hostile-events.ts';

const TEXTS = { en: await loadText('en'), ko: await loadText('ko') };

/** Controls, what orders or hides text, halves of characters, private ones, and what ends a line. */
const HARMFUL = /[\p{C}\p{Zl}\p{Zp}]/u;

interface Look {
  readonly language: 'en' | 'ko';
  readonly columns: number;
  readonly hex: boolean;
}

/** Every view of a run, with all that may stand beneath a step. */
function views({ language, columns, hex }: Look) {
  const shared = {
    ...{ text: TEXTS[language], style: makeStyle(0), columns: () => columns },
    ...{ time: 'relative' as const, offsetMinutes: 0, explain: undefined },
  };
  const terminal = { columns: () => columns };
  const beneath = wsDetails({ text: TEXTS[language], terminal }, hex ? { hex } : {});
  return [
    new StepView({ ...shared, lanes: true, hex, whole: true, beneath }),
    new LadderView({ ...shared, lanes: { wire: true, kernel: true }, hex }),
    new BytesView({ ...shared, wire: true }),
  ];
}

/** All lines of all views of these events that would do something to a terminal. */
function harmful(events: readonly SocketEvent[], look: Look): string[] {
  return views(look).flatMap((view) => {
    const lines = events.flatMap((event) => view.lines(event));
    const all = [...view.header(), ...lines, ...view.rest(), ...view.footer()];
    return all.filter((line) => HARMFUL.test(line));
  });
}

const LOOKS: readonly Look[] = [
  { language: 'en', columns: 80, hex: false },
  { language: 'ko', columns: 34, hex: true },
];

describe.each(LOOKS)(
  'in $language and $columns columns nothing reaches the terminal raw',
  (look) => {
    test.each(EVENT_TYPES)('of %s, whichever of its fields is hostile', (type) => {
      const events = hostileVersions(EXAMPLES[type]);
      // Its socket's label and both addresses at least, where it has them.
      expect(events.length).toBeGreaterThan(4);
      for (const event of events) expect(harmful([event], look)).toEqual([]);
    });

    test('of any events in any order', () => {
      fc.assert(
        fc.property(fc.array(anyEvent, { maxLength: 12 }), (events) => {
          expect(harmful(events, look)).toEqual([]);
        }),
        { numRuns: 20 },
      );
    });
  },
);
