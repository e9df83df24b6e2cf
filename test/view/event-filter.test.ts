import { expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { loadText } from '../../src/text/text.ts';
import { EventFilter, type Wanted } from '../../src/view/event-filter.ts';
import { wantedBy } from '../../src/view/wanted-by.ts';
import { CONVERSATION } from './conversation.ts';

const en = await loadText('en');
const ko = await loadText('ko');
const START = CONVERSATION[0]?.time ?? 0;

function taken(wanted: Wanted, text = en): SocketEvent[] {
  const filter = new EventFilter(wanted, text);
  return CONVERSATION.filter((event) => filter.takes(event, START));
}

const typesOf = (events: readonly SocketEvent[]) => events.map(({ type }) => type);

test('without anything that is wanted, all events are', () => {
  expect(taken({})).toEqual(CONVERSATION);
});

test('sockets, lanes and kinds: any of those named, and all that is asked for at once', () => {
  const sources = new Set(taken({ lanes: ['wire', 'kernel'] }).map(({ source }) => source));
  expect(sources).toEqual(new Set(['wire', 'kernel']));
  expect(typesOf(taken({ kinds: ['accept', 'send'] }))).toEqual(['accept', 'send']);
  expect(typesOf(taken({ kinds: ['accept', 'send'], sockets: ['S1'] }))).toEqual(['accept']);
});

test('a packet is of both its ends', () => {
  const [segment] = taken({ kinds: ['segment'] });
  if (segment?.type !== 'segment') throw new Error('no segment');
  const filter = new EventFilter({ sockets: ['S1'] }, en);

  expect(filter.takes({ ...segment, socket: 'C1', to: 'S1' }, START)).toBe(true);
  expect(filter.takes({ ...segment, socket: 'C1', to: 'S2' }, START)).toBe(false);
});

test('times count from the first event, both ends of the span included', () => {
  const times = taken({ from: 400, until: 900 }).map(({ time }) => time - START);

  expect(times[0]).toBe(400);
  expect(times.at(-1)).toBe(900);
});

test('text is looked for in sentences of the language, in octets as they are shown, and in names', () => {
  const isFound = (search: string, text = en) => taken({ search }, text).length > 0;

  expect(typesOf(taken({ search: 'HELLO\\N' }))).toContain('send');
  expect(isFound('goes on listening')).toBe(true);
  expect(isFound('goes on listening', ko)).toBe(false);
  expect(isFound('accept4')).toBe(true);
  expect(isFound('127.0.0.1:9000')).toBe(true);
  expect(isFound('no such words')).toBe(false);
});

test('of an event that only a newer version knows, all but the text can be asked for', () => {
  const event = { time: START, source: 'app', socket: 'S1', type: 'teleport' } as const;
  const isTaken = (wanted: Wanted) => new EventFilter(wanted, en).takesUnknown(event, START);

  expect(isTaken({ sockets: ['S1'] })).toBe(true);
  expect(isTaken({ sockets: ['C1'] })).toBe(false);
  expect(isTaken({ search: 'teleport' })).toBe(false);
});

test('typed words are sockets, lanes and kinds where there are such, and else text', () => {
  expect(wantedBy('C1 wire, segment', CONVERSATION)).toEqual({
    sockets: ['C1'],
    lanes: ['wire'],
    kinds: ['segment'],
  });
  expect(wantedBy('C1 hello world', CONVERSATION)).toEqual({
    sockets: ['C1'],
    search: 'hello world',
  });
  expect(wantedBy('C9', CONVERSATION)).toEqual({ search: 'C9' });
});
