import { SocketsError } from '../error.ts';
import type { InternetAddress } from '../event/address.ts';
import { numericFamily } from '../system/resolve.ts';
import { parseDuration } from '../text/quantity.ts';

const ENDPOINT = /^(?:(?:\[([^\]]+)\]|([^\s:[\]]+))?:)?(\d{1,5})$/;
const LOOPBACK = '127.0.0.1';

/** A port number: 0 to 65535. Throws `not-a-port`. */
export function port(value: string): number {
  const number = wholeNumber(value);
  if (number === undefined || number > 65_535)
    throw new SocketsError('usage', 'not-a-port', { value });
  return number;
}

/** A parser of whole numbers within limits. It throws `not-a-number`. */
export function integer(option: string, least: number, most: number): (value: string) => number {
  return (value) => {
    const number = wholeNumber(value);
    if (number === undefined || number < least || number > most) {
      throw new SocketsError('usage', 'not-a-number', { option, value, least, most });
    }
    return number;
  };
}

/** A parser of times, into milliseconds; a bare number is in `bareUnit`. It throws `not-a-duration`. */
export function milliseconds(option: string, bareUnit: 'ms' | 's'): (value: string) => number {
  return (value) => {
    const duration = parseDuration(value, bareUnit);
    if (duration === undefined)
      throw new SocketsError('usage', 'not-a-duration', { option, value });
    return duration;
  };
}

/** A parser that takes one of some words. It throws `not-a-choice`. */
export function choice<Choice extends string>(
  option: string,
  choices: readonly Choice[],
): (value: string) => Choice {
  return (value) => {
    const chosen = choices.find((known) => known === value);
    if (chosen === undefined)
      throw new SocketsError('usage', 'not-a-choice', { option, value, choices });
    return chosen;
  };
}

/** A parser that takes some of the words, with commas between. It throws `not-a-choice`. */
export function choices<Choice extends string>(
  option: string,
  words: readonly Choice[],
): (value: string) => readonly Choice[] {
  const one = choice(option, words);
  return (value) => value.split(',').map((word) => one(word.trim()));
}

/**
 * A parser of `9001`, `:9001`, `localhost:9001` or `[::1]:9001`; without a host it is loopback, 127.0.0.1. `leastPort` is 1 where
 * something is sent to. It throws `bad-value`.
 */
export function endpoint(option: string, leastPort: 0 | 1): (value: string) => InternetAddress {
  return (value) => {
    const [, bracketed, name, digits] = ENDPOINT.exec(value) ?? [];
    const port = Number(digits);
    const fits = digits !== undefined && port >= leastPort && port <= 65_535;
    const isAddress = bracketed === undefined || numericFamily(bracketed) === 6;
    if (!fits || !isAddress) {
      throw new SocketsError('usage', 'bad-value', { option, value, wanted: 'endpoint' });
    }
    return { host: bracketed ?? name ?? LOOPBACK, port };
  };
}

function wholeNumber(value: string): number | undefined {
  return /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
