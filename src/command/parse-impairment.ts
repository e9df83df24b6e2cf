import { SocketsError, type WantedValue } from '../error.ts';
import type { Microseconds } from '../event/clock.ts';
import type { Impairment } from '../udp/impairment.ts';

/** A decimal number, as few digits as can be meant. */
const NUMBER = String.raw`(\d{1,12}(?:\.\d{1,9})?|\.\d{1,9})`;
const TIME = `${NUMBER}(ms|s|us|[µμ]s)?`;

const PERCENTAGE = new RegExp(`^${NUMBER}%?$`);
const DELAY = new RegExp(String.raw`^${TIME}(?:(?:±|\+-|\+/-)${TIME})?$`);
const RATE = new RegExp(`^${NUMBER}(k|m|g)?(?:bit)?(?:/s)?$`, 'i');

const MOST_RATE = 1e12;
/** A minute: what a link keeps waiting is bounded, and nobody waits for longer. */
const MOST_DELAY: Microseconds = 60_000_000;
/** By their first letters; a bare number is in milliseconds. */
const MICROSECONDS: Readonly<Record<string, number>> = { us: 1, µs: 1, μs: 1, ms: 1e3, s: 1e6 };
const BITS: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9 };

/** A parser of `10%` or `10` into a share, 0.1. It throws `bad-value`. */
export function percentage(option: string): (value: string) => number {
  return (value) => {
    const [, number] = PERCENTAGE.exec(value) ?? [];
    const share = Number(number) / 100;
    if (number === undefined || share > 1) throw bad(option, value, 'percentage');
    return share;
  };
}

/**
 * A parser of `80±20`, `80+-20`, `80` or `1s±200ms` into whole µs; a bare number is in ms. The longest is a minute, and the spread may
 * not be more than the mean. It throws `bad-value`.
 */
export function delay(option: string): (value: string) => NonNullable<Impairment['delay']> {
  return (value) => {
    const [whole, mean, meanUnit, spread = '0', spreadUnit] = DELAY.exec(value) ?? [];
    const parsed = {
      mean: inMicroseconds(mean, meanUnit),
      spread: inMicroseconds(spread, spreadUnit),
    };
    const fits = parsed.spread <= parsed.mean && parsed.mean + parsed.spread <= MOST_DELAY;
    if (whole === undefined || !fits) throw bad(option, value, 'delay');
    return parsed;
  };
}

/** A parser of `64kbit`, `1Mbit` or `9600` into whole bits per second; k is 1000. It throws `bad-value`. */
export function rate(option: string): (value: string) => number {
  return (value) => {
    const [, number, prefix = ''] = RATE.exec(value) ?? [];
    const bits = Math.round(Number(number) * (BITS[prefix.toLowerCase()] ?? 1));
    if (number === undefined || bits < 1 || bits > MOST_RATE) throw bad(option, value, 'rate');
    return bits;
  };
}

function inMicroseconds(number: string | undefined, unit = 'ms'): Microseconds {
  return Math.round(Number(number) * (MICROSECONDS[unit] ?? Number.NaN));
}

function bad(option: string, value: string, wanted: WantedValue): SocketsError {
  return new SocketsError('usage', 'bad-value', { option, value, wanted });
}
