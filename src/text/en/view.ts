import { grouped } from '../quantity.ts';
import type { ViewingText } from '../wording-view.ts';

const counted = (count: number) => `${grouped(count)} ${count === 1 ? 'event' : 'events'}`;

export const viewing: ViewingText = {
  facts: ({ program, created, events, span, lanes }) =>
    `${program} · ${created} · ${events} in ${span} · ${lanes}`,
  events: ({ shown, of }) => (shown === of ? counted(of) : `${grouped(shown)} of ${counted(of)}`),
  more: (events) => `more than ${events}`,
  written: ({ events, path }) => `${events} written to ${path}`,
  cut: ({ line }) =>
    `line ${line} is cut off: the program was ended while it wrote. All that stands before it is shown.`,
  unknown: (count) =>
    `${counted(count)} left out: of kinds that only a newer version of sockets knows`,
  nothingLeft: 'The options leave no event to show.',
  nothingThere: 'There is no event in it.',
  shortened: (seconds) => `where nothing happens for longer than ${seconds} s, that is shortened`,
  recording: ({ name, renamed }) =>
    renamed.length === 0
      ? `${name}: its sockets keep their labels`
      : `${name}: here ${renamed.join(', ')}`,
  clock: ({ offset, way, uncertainty }) =>
    `its clock is estimated to be ${offset} ${way === 'ahead' ? 'ahead' : 'behind'}, ${
      uncertainty === undefined
        ? 'or more: messages went one way only'
        : `give or take ${uncertainty}, from what passed between the two`
    }`,
  clockUnknown: 'nothing passed between it and the others: whether their clocks agree is not known',
  repeated: (count) => `${counted(count)} that two of them tell stand here once`,
  waiting: (path) => `waiting for ${path}`,
  anew: (path) => `${path} was begun anew`,
  stepping: {
    position: ({ at, of }) => `event ${grouped(at)} of ${grouped(of)}`,
    hint: '? keys  q quit',
    search: 'search:',
    filter: 'filter (socket, kind, lane or text):',
    filtered: (words) => `filter: ${words}`,
    notFound: (words) => `not found: ${words}`,
    nothingLeft: (words) => `no event has this: ${words}`,
    first: 'this is the first event',
    last: 'this is the last event',
    noOther: (socket) => `no other event of ${socket} this way`,
    noOctets: 'This step has no octets.',
    moreRows: (rows) => `… ${grouped(rows)} more (↓)`,
    keys: {
      next: 'the next event',
      back: 'the event before',
      nextOfSocket: 'the next event of the same socket',
      previousOfSocket: 'the event before of the same socket',
      first: 'the first event',
      last: 'the last event',
      search: 'search in sentences and octets; with nothing typed, go on searching',
      filter: 'show only a socket (C1), a kind (segment), a lane (wire) or a text; nothing: all',
      explain: 'what this kind of step is',
      octets: 'its octets, and what each of them says',
      scroll: 'move what stands beneath',
      keys: 'these keys',
      quit: 'leave',
    },
  },
};
