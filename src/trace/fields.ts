import * as v from 'valibot';
import type { Address } from '../event/address.ts';
import { type EventType, PAYLOAD_LIMIT } from '../event/event.ts';
import { ADDRESS_PATTERN, parseAddress } from './address-text.ts';
import { base64Pattern, decodeBase64 } from './base64.ts';
import { entirely } from './pattern.ts';

// Every message is our own: valibot's would repeat what was read, and that may be anything.
// What is called metadata is checked by nobody here: docs/trace.schema.json is to say it, where it would not come out of the checks.

/** Any text. */
export const text = v.string('expected a string');

/** Several of them. */
export const texts = v.array(text, 'expected an array');

/** An object with these fields. valibot takes an array for one, as JavaScript does; JSON does not. */
export function object<const Fields extends v.ObjectEntries>(fields: Fields) {
  const schema = v.object(fields, 'expected an object');
  const run: (typeof schema)['~run'] = (dataset, config) =>
    schema['~run'](Array.isArray(dataset.value) ? { value: null } : dataset, config);
  return { ...schema, '~run': run };
}

/** Yes or no. */
export const flag = v.boolean('expected true or false');

/** Yes, or not there at all. */
export const yes = v.literal(true, 'expected true');

const counting = 'expected a whole number ≥ 0';
/** How many: 0 to 2**53 - 1. */
export const count = v.pipe(v.number(counting), v.safeInteger(counting), v.minValue(0, counting));

/** A whole number from 0 to `most`, where so many bits say it. */
export function upTo(most: number) {
  const bounded = `expected a whole number from 0 to ${most}`;
  return v.pipe(
    v.number(bounded),
    v.integer(bounded),
    v.minValue(0, bounded),
    v.maxValue(most, bounded),
  );
}

const whole = 'expected a whole number';
/** A whole number of either sign, within 2**53 - 1. */
export const integer = v.pipe(v.number(whole), v.safeInteger(whole));

const setting = 'expected a whole number or a string';
/** What a socket option is set to. */
export const optionValue = v.union([integer, text], setting);

const dated = 'expected a time in whole microseconds';
/** The last moment of JavaScript's calendar (ECMAScript §21.4.1), µs. */
const LAST_MOMENT = 8.64e18;
/**
 * A time of a certificate: before 1970, or as late as 9999 (RFC 5280 §4.1.2.5), where a double has no room for single µs
 * but still for whole seconds.
 */
export const moment = v.pipe(
  v.number(dated),
  v.integer(dated),
  v.minValue(-LAST_MOMENT, dated),
  v.maxValue(LAST_MOMENT, dated),
);

/**
 * As much of the categories C and Z as is the same for every version of Unicode and every engine: controls, spaces, what joins, marks or
 * orders text, halves of characters and private ones.
 */
const UNSEEN = [
  ...[
    '\\u0000-\\u0020',
    '\\u007f-\\u00a0',
    '\\u00ad',
    '\\u0600-\\u0605',
    '\\u061c',
    '\\u06dd',
    '\\u1680',
  ],
  ...[
    '\\u180e',
    '\\u2000-\\u200f',
    '\\u2028-\\u202f',
    '\\u205f-\\u206f',
    '\\u3000',
    '\\ud800-\\uf8ff',
  ],
  ...['\\ufeff', '\\ufff9-\\ufffb'],
].join('');

const labelled = 'expected 1 to 64 characters, no space or control character';
/** A socket's label: nothing in it can break a line or a column. */
export const label = v.pipe(
  v.string(labelled),
  v.maxLength(64, labelled),
  v.regex(/^[^\p{C}\p{Z}]+$/u, labelled),
  v.metadata({ minLength: 1, pattern: entirely(`[^${UNSEEN}]+`) }),
);

/** One of a few words. When it is another, they are named, or `wanted` says what they are where they are many. */
export function oneOf<const Words extends readonly string[]>(words: Words, wanted?: string) {
  const named = words.map((word) => `"${word}"`).join(' or ');
  return v.picklist(words, `expected ${wanted ?? named}`);
}

const located = 'expected "address:port", numeric, IPv6 in brackets, or "unix:PATH"';
/** An address as `encodeAddress` writes it. */
export const address = v.pipe(
  v.string(located),
  v.metadata({ pattern: ADDRESS_PATTERN }),
  v.rawTransform<string, Address>(({ dataset, addIssue, NEVER }) => {
    const found = parseAddress(dataset.value);
    if (found !== undefined) return found;
    addIssue({ message: located });
    return NEVER;
  }),
);

/** Octets in base64 with padding (RFC 4648 §4), so many at the most. */
function base64(most: number) {
  const encoded = `expected base64 of at most ${most} octets`;
  return v.pipe(
    v.string(encoded),
    v.maxLength(4 * Math.ceil(most / 3), encoded),
    v.metadata({ contentEncoding: 'base64', pattern: base64Pattern(most) }),
    v.rawTransform<string, Uint8Array>(({ dataset, addIssue, NEVER }) => {
      const octets = decodeBase64(dataset.value);
      if (octets !== undefined && octets.length <= most) return octets;
      addIssue({ message: encoded });
      return NEVER;
    }),
  );
}

/** What an event keeps of octets: PAYLOAD_LIMIT at the most. */
export const data = base64(PAYLOAD_LIMIT);

/** What stands before the payload of a WebSocket frame: 14 octets at the most (RFC 6455 §5.2). */
export const frameHeader = base64(14);

/** The headers before the payload of a captured packet: Ethernet's 14 octets, IP's and TCP's 60 each, and room for IPv6's more. */
export const packetHeader = base64(512);

/** The Node call that made several system calls in one. */
export const call = v.exactOptional(text);

/** What every event has, but for its type. */
const seen = {
  time: count,
  source: oneOf(['app', 'syscall', 'kernel', 'wire']),
  socket: label,
  local: v.exactOptional(address),
  remote: v.exactOptional(address),
};

/** The shape of one event type: what every event has, and its own fields. Fields it does not know are left out. */
export function event<Type extends EventType, Fields extends v.ObjectEntries>(
  type: Type,
  fields: Fields,
) {
  return v.object({ ...seen, type: v.literal(type), ...fields }, 'expected an object');
}

const typed = 'expected the name of an event type';
/** An event of a type that is not known here: what every event has. Nothing in its type can break a line or a column. */
export const UNKNOWN_EVENT = v.object(
  { ...seen, type: v.pipe(v.string(typed), v.regex(/^[a-z][a-z0-9-]{0,63}$/, typed)) },
  'expected an object',
);
