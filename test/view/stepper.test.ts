import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadText } from '../../src/text/text.ts';
import { Stepper } from '../../src/view/stepper.ts';
import { CONVERSATION } from './conversation.ts';

const en = await loadText('en');
const { stepping } = en.viewing;

const NAMES: Readonly<Record<string, string>> = { ' ': 'space', '\r': 'return', '\b': 'backspace' };
const VISIBLE = /^[\P{Cc}]$/u;

/** Types characters one after the other; `<left>` is a key by its name. */
function type(stepper: Stepper, keys: string): Stepper {
  for (const key of keys.match(/<[^>]+>|./gsu) ?? []) {
    const named = /^<(.+)>$/.exec(key)?.[1];
    const text = named === undefined && VISIBLE.test(key) ? key : '';
    stepper.press({ name: named ?? NAMES[key] ?? key, text });
  }
  return stepper;
}

const after = (keys: string) => type(new Stepper(CONVERSATION, en), keys);
const LAST = CONVERSATION.length - 1;

test('space, the right arrow and Enter go on; b and the left arrow go back', () => {
  expect(after('').at).toBe(0);
  expect(after(' <right>\r').at).toBe(3);
  expect(after('   b<left>').at).toBe(1);
  expect(after('   ').current).toBe(CONVERSATION[3]);
});

test('g and G go to the first and the last event, beyond which there is none', () => {
  const end = after('G');
  expect(end.at).toBe(LAST);
  expect(type(end, ' ').at).toBe(LAST);
  expect(end.notice).toBe(stepping.last);
  expect(type(end, 'g').at).toBe(0);
  expect(end.notice).toBeUndefined();
  expect(type(end, 'b').notice).toBe(stepping.first);
});

test('n and p go along one socket', () => {
  const stepper = after('n');
  const seen = [stepper.at];
  while (stepper.notice === undefined) {
    type(stepper, 'n');
    seen.push(stepper.at);
  }
  const own = CONVERSATION.flatMap((event, at) =>
    event.socket === 'C1' || ('to' in event && event.to === 'C1') ? [at] : [],
  );
  expect(seen.slice(0, -1)).toEqual(own.slice(1));
  expect(stepper.notice).toBe(stepping.noOther('C1'));
  expect(type(stepper, 'p').at).toBe(own.at(-2));
});

test('on the way along one end of a connection, its packets lead to no other', () => {
  const segment = CONVERSATION.find(({ type }) => type === 'segment');
  const accept = CONVERSATION.find(({ type }) => type === 'accept');
  const send = CONVERSATION.find(({ type }) => type === 'send');
  if (segment?.type !== 'segment' || !accept || !send) throw new Error('not in it');
  const there = { ...segment, socket: 'C1', to: 'S1' };
  const back = { ...segment, socket: 'S1', to: 'C1' };
  const stepper = new Stepper([there, back, accept, send], en);

  expect(type(stepper, 'nn').current).toBe(send);
  expect(type(stepper, 'pp').current).toBe(there);
});

test('a slash searches in sentences and octets, and with nothing typed goes on searching', () => {
  const stepper = after('/hello\r');
  const first = stepper.at;
  expect(CONVERSATION[first]?.type).toBe('send');
  expect(type(stepper, '/\r').at).toBeGreaterThan(first);
  const here = stepper.at;
  expect(type(stepper, '/no such words\r').notice).toBe(stepping.notFound('no such words'));
  expect(stepper.at).toBe(here);
});

test('what is typed into a line moves nothing; Escape leaves it, Backspace takes a character back', () => {
  const stepper = after(' /qg x');
  expect(stepper.prompt).toEqual({ kind: 'search', typed: 'qg x' });
  expect(type(stepper, '\b한\b').prompt?.typed).toBe('qg ');
  expect([stepper.at, stepper.isOver]).toEqual([1, false]);
  expect(type(stepper, '<escape>').prompt).toBeUndefined();
  expect(stepper.at).toBe(1);
});

test('a line has an end', () => {
  expect(after(`/${'x'.repeat(1000)}`).prompt?.typed).toHaveLength(200);
});

test('f shows only what the words ask for, from where one is; nothing typed shows all again', () => {
  const stepper = after('   fwire\r');
  const wire = CONVERSATION.filter(({ source }) => source === 'wire');
  expect(stepper.filter).toBe('wire');
  expect(stepper.length).toBe(wire.length);
  expect(stepper.current).toBe(CONVERSATION[3]);
  const here = type(stepper, ' ').current;
  expect(here?.source).toBe('wire');
  expect(type(stepper, 'f<ctrl-u>\r').length).toBe(CONVERSATION.length);
  expect(stepper.current).toBe(here);
});

test('a filter that leaves nothing is not taken', () => {
  const stepper = after(' fno such words\r');
  expect(stepper.notice).toBe(stepping.nothingLeft('no such words'));
  expect([stepper.filter, stepper.length]).toEqual(['', CONVERSATION.length]);
});

test('e, x and ? show a panel, again take it away, and an event later its beginning is shown', () => {
  expect(after('e').panel).toBe('explain');
  expect(after('ex').panel).toBe('octets');
  expect(after('xx').panel).toBeUndefined();
  expect(after('?').panel).toBe('keys');
  expect(after('x<escape>').panel).toBeUndefined();
  const scrolled = after('x<down><down><up>');
  expect(scrolled.scroll).toBe(1);
  expect(type(scrolled, ' ').scroll).toBe(0);
});

test('q leaves', () => {
  expect(after('q').isOver).toBe(true);
});

test('whatever is typed, there is an event where one is', () => {
  const keys = fc.array(
    fc.constantFrom(' ', 'b', 'n', 'p', 'g', 'G', '/', 'f', 'e', 'x', '\r', '\b', 'C1', '<escape>'),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(keys, (typed) => {
      const stepper = after(typed.join(''));
      expect(stepper.current).toBeDefined();
      expect(stepper.at).toBeLessThan(stepper.length);
    }),
    { numRuns: 50 },
  );
});

test('in a recording without events one can do nothing but leave', () => {
  const stepper = type(new Stepper([], en), ' bnpgGex/x\rfx\r');
  expect(stepper.current).toBeUndefined();
  expect(type(stepper, 'q').isOver).toBe(true);
});
