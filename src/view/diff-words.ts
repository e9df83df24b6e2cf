import type { Difference, Ends, Note } from '../diff/comparison.ts';
import type { Step } from '../diff/step.ts';
import { formatAddress } from '../event/address.ts';
import type { SocketEvent } from '../event/event.ts';
import { bytes, grouped } from '../text/quantity.ts';
import type { Text } from '../text/text.ts';
import { width } from './columns.ts';
import { behindWords } from './payload.ts';
import { quoted } from './quoted.ts';
import { describe } from './step-view.ts';
import { visibleText } from './visible.ts';

/** Columns of octets in a sentence, at the most. */
const MOST_QUOTED = 30;
/** Octets that would have less room are left out. */
const LEAST = 8;

/** What differs, as a sentence, and a second one that says what it means. */
export interface DifferenceWords {
  readonly told: string;
  readonly lesson?: string;
}

/** The sentences of a difference. */
export function differenceWords(difference: Difference, text: Text): DifferenceWords {
  const { lesson } = difference;
  const told = toldOf(difference, text);
  return lesson ? { told, lesson: text.diff.lessons[lesson] } : { told };
}

/** What a socket is called: by both labels, where they are not the same. */
export function socketName({ reference = '', other = '' }: Ends): string {
  const names = reference === other ? [reference] : [reference, other].filter((one) => one !== '');
  return visibleText(names.join('/'));
}

function toldOf(difference: Difference, text: Text): string {
  const { diff } = text;
  const socket = socketName(difference.socket);
  switch (difference.kind) {
    case 'socket': {
      const facts = { socket, role: diff.roles[difference.socket.role] };
      return difference.missing ? diff.missingSocket(facts) : diff.extraSocket(facts);
    }
    case 'missing':
    case 'extra':
    case 'reordered': {
      const { steps, kind } = difference;
      return diff[kind]({ socket, step: oneOf(steps), count: steps.length });
    }
    case 'changed':
      return changed(difference, socket, text);
    case 'instead': {
      const { reference, other } = difference;
      return diff.instead({ socket, reference: nameOf(reference), other: nameOf(other) });
    }
    case 'moved': {
      const { step, than, before } = difference;
      return diff.moved({ socket, step: nameOf(step), than: nameOf(than), before });
    }
    case 'octets':
      return octetsDiffer(difference, socket, text);
    case 'first':
      return diff.first({ socket, reference: difference.reference });
  }
}

/** A step's word; of one datagram, with what it carries. */
function oneOf([step, ...others]: readonly Step[]): string {
  const { event } = step ?? {};
  const isDatagram = event && 'datagram' in event && event.datagram === true;
  if (!isDatagram || others.length > 0) return nameOf(step);
  return `${nameOf(step)} ${quoted(event.data, MOST_QUOTED)}`;
}

function changed(
  { reference, other }: Extract<Difference, { readonly kind: 'changed' }>,
  socket: string,
  text: Text,
): string {
  const words = (step: Step) => factWords(step) ?? stepWords(step, text, 2 * MOST_QUOTED);
  const step = nameOf(other);
  return text.diff.changed({ socket, step, reference: words(reference), other: words(other) });
}

/** Of a call what it was asked for, whether the program tells of it or the kernel; `undefined` where the step's own words do. */
function factWords({ verb, facts, event }: Step): string | undefined {
  switch (verb) {
    case 'listen':
      return `backlog ${facts[0]}`;
    case 'socket':
      return facts.join(', ');
    case 'bind':
      return visibleText(event.local ? formatAddress(event.local) : placeIn(event));
    case 'attempt':
    case 'connect':
      return visibleText(formatAddress(event.remote));
    default:
      return undefined;
  }
}

/** `18, [::]:0`: the address a call was given. */
function placeIn(event: SocketEvent): string {
  return event.type === 'syscall' ? event.arguments.replace(/^\d+, /, '') : '?';
}

function octetsDiffer(
  { direction: way, at, reference, other }: Extract<Difference, { readonly kind: 'octets' }>,
  socket: string,
  { diff }: Text,
): string {
  if (at >= Math.min(reference.length, other.length)) {
    const lengths = {
      reference: bytes(reference.length),
      other: bytes(other.length),
      both: at > 0,
    };
    return diff.length({ socket, way, ...lengths });
  }
  const shown = ({ data }: { readonly data: Uint8Array }) => quoted(data, MOST_QUOTED);
  const facts = { reference: shown(reference), other: shown(other) };
  return diff.otherOctets({ socket, way, number: grouped(at + 1), ...facts });
}

/** The word for a step. */
export function nameOf(step: Step | undefined): string {
  return visibleText(step?.verb ?? '');
}

/** What happened in a step, in about so many columns. */
export function stepWords(step: Step, text: Text, room: number): string {
  const { event, stretch, count, sample } = step;
  if (stretch) {
    const { direction: way, from, to } = stretch;
    const words = text.diff.octets({ bytes: bytes(to - from), calls: count, way });
    return withOctets(words, sample, to - from, room);
  }
  if (event.type === 'send' || event.type === 'receive') {
    return withOctets(bytes(event.bytes), event.data, event.bytes, room);
  }
  return behindWords(visibleText(describe(event, text)), event, room);
}

/** Words, and behind them octets, of which not `all` need be there. */
function withOctets(
  words: string,
  data: Uint8Array | undefined,
  all: number,
  room: number,
): string {
  const left = room - width(words) - 2;
  if (data === undefined || data.length === 0 || left < LEAST) return words;
  const shown = quoted(data, Math.min(2 * MOST_QUOTED, left - 1));
  return `${words}  ${shown}${data.length < all && !shown.endsWith('…') ? '…' : ''}`;
}

/** What is to be said besides the differences. `names`: of both recordings. */
export function noteWords(
  note: Note,
  names: { readonly reference: string; readonly other: string },
  { diff }: Text,
): string {
  switch (note.kind) {
    case 'borders': {
      const { direction: way, reference, other } = note;
      return diff.borders({ socket: socketName(note.socket), way, reference, other });
    }
    case 'unknown':
      return diff.unknown({ socket: socketName(note.socket), octets: bytes(note.octets) });
    case 'no-octets':
      return diff.noOctets(visibleText(names[note.missing]));
    case 'polled':
      return diff.polled;
    case 'approximate':
      return diff.approximate;
  }
}
