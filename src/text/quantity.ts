import type { Microseconds } from '../event/clock.ts';

/** A whole number with its thousands apart: `12,480`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** An exact number of octets: `65,536 B`. */
export function bytes(count: number): string {
  return `${grouped(count)} B`;
}

const SI_UNITS = [
  ['B', 1],
  ['kB', 1e3],
  ['MB', 1e6],
] as const;
const LARGEST_UNIT = ['GB', 1e9] as const;

/** A number of octets to three digits, in powers of 1000: `512 B`, `1.23 kB`, `97 MB`. */
export function approximateBytes(count: number): string {
  // Rounded before the unit is chosen: 999,999 octets are 1 MB, not 1,000 kB.
  const inUnits = (size: number) => Number((count / size).toPrecision(3));
  const [unit, size] = SI_UNITS.find(([, size]) => inUnits(size) < 1000) ?? LARGEST_UNIT;
  return `${grouped(inUnits(size))} ${unit}`;
}

/** A span in seconds, to one decimal: `4.8 s`. */
export function seconds(span: Microseconds): string {
  return `${(span / 1_000_000).toFixed(1)} s`;
}

/** A span in the unit that suits it: `48 µs`, `0.6 ms`, `204 ms`, `4.8 s`, `2 min 5 s`, `1 h 15 min`. Never `60.0 s`. */
export function duration(span: Microseconds): string {
  if (span < 100) return `${Math.round(span)} µs`;
  if (span < 9_950) return `${(span / 1000).toFixed(1)} ms`;
  if (span < 999_500) return `${Math.round(span / 1000)} ms`;
  if (span < 59_950_000) return seconds(span);
  const whole = Math.round(span / 1_000_000);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(span / 60_000_000);
  return `${grouped(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

const MILLISECONDS = { ms: 1, s: 1000, m: 60_000 } as const;

/** The longest a timer of Node takes: a day less than 25. */
const LONGEST = 2 ** 31 - 1;

/**
 * What a person means by `500ms`, `5s`, `2m` or, in `bareUnit`, `1.5`: whole milliseconds, 0 to 2**31 - 1 (24 days).
 * `undefined` for anything else.
 */
export function parseDuration(text: string, bareUnit: 'ms' | 's'): number | undefined {
  const [, number, unit = bareUnit] = /^(\d+(?:\.\d+)?|\.\d+)(ms|s|m)?$/.exec(text) ?? [];
  if (number === undefined || !(unit === 'ms' || unit === 's' || unit === 'm')) return undefined;
  const milliseconds = Math.round(Number(number) * MILLISECONDS[unit]);
  return milliseconds <= LONGEST ? milliseconds : undefined;
}

/** Seconds to the nearest millisecond, for the time column: `4.312`. */
export function relativeTime(span: Microseconds, decimals: 3 | 6 = 3): string {
  return decimals === 6
    ? (span / 1_000_000).toFixed(6)
    : (Math.round(span / 1000) / 1000).toFixed(3);
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * The time of day `HH:MM:SS.mmm` of an event, to the nearest millisecond. `offsetMinutes` is the time zone's, east of UTC as in
 * RFC 3339 §4.2 (Korea: 540), the negative of `Date.prototype.getTimezoneOffset()`.
 */
export function clockTime(time: Microseconds, offsetMinutes: number): string {
  const sinceMidnight = (Math.round(time / 1000) + offsetMinutes * 60_000) % DAY;
  const ofDay = (sinceMidnight + DAY) % DAY;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const clock = [ofDay / 3_600_000, (ofDay / 60_000) % 60, (ofDay / 1000) % 60].map(two).join(':');
  return `${clock}.${String(ofDay % 1000).padStart(3, '0')}`;
}

/** The day and the time of day `2025-11-21 14:05:01` of a moment, in the time zone of `clockTime`. */
export function dateTime(time: Microseconds, offsetMinutes: number): string {
  const local = new Date(Math.floor(time / 1000) + offsetMinutes * 60_000);
  // Beyond the calendar of ECMAScript: whoever wrote that had no clock.
  if (Number.isNaN(local.getTime())) return '?';
  return local
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, '');
}
