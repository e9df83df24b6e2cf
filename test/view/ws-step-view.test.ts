import { describe, expect, test } from 'vitest';
import type { EventOf, SocketEvent } from '../../src/event/event.ts';
import { loadText } from '../../src/text/text.ts';
import { StepView, type StepViewOptions } from '../../src/view/step-view.ts';
import { makeStyle } from '../../src/view/style.ts';
import { EXAMPLES } from '../trace/examples.ts';

const text = await loadText('en');

function viewOf(chosen: Partial<StepViewOptions>) {
  return new StepView({
    ...{ text, style: makeStyle(0), columns: () => 80, time: 'relative', offsetMinutes: 0 },
    ...{ hex: false, whole: false, lanes: false, explain: undefined },
    ...chosen,
  });
}

describe('the payload', () => {
  const long = 'the first line is far too long for its own row\r\n안녕하세요 \x1b[2J\n\nend\n';
  const data = new Uint8Array(Buffer.from(long));
  const framed = (change: Partial<EventOf<'ws-frame'>>): EventOf<'ws-frame'> => ({
    ...{ ...EXAMPLES['ws-frame'], by: 'peer', opcode: 1, data, bytes: data.length },
    ...change,
  });

  test('of a message stand beneath it as well, be it one frame, or several, or deflated', () => {
    const carried = { data, bytes: data.length };
    const message: SocketEvent = { ...EXAMPLES['ws-message'], by: 'peer', ...carried };
    for (const event of [framed({}), framed({ opcode: 2 }), message]) {
      const lines = viewOf({ whole: true }).lines(event);
      expect(lines).toContain('  the first line is far too long for its own row');
      expect(lines.at(-1)).toBe('  end');
    }
  });

  test('of a frame that is a part of a message, or ours, or deflated, or no data, do not', () => {
    const parts = [{ fin: false }, { opcode: 0 }, { by: 'us' }, { rsv: 4 }, { opcode: 9 }] as const;
    for (const part of parts) {
      const lines = viewOf({ whole: true }).lines(framed(part));
      expect(lines.at(-1)).toMatch(/"…$/);
    }
  });

  test('stand beneath what a view is given to say, and beneath the sentence that explains', () => {
    const beneath = () => ['  a header of it'];
    const chosen = { whole: true, beneath, explain: () => 'What it is.' };
    const lines = viewOf(chosen)
      .lines(framed({}))
      .map((line) => line.trim());
    const at = (text: string) => lines.indexOf(text);
    expect(at('What it is.')).toBeGreaterThan(0);
    expect(at('a header of it')).toBeGreaterThan(at('What it is.'));
    expect(at('end')).toBeGreaterThan(at('a header of it'));
  });
});
