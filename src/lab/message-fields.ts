import type { Impaired } from './impairer.ts';
import {
  type Change,
  DROPPABLE,
  type DropRule,
  ENDS,
  type Impairments,
  MOST,
} from './impairments.ts';

/** Whether a value of JSON is an object, and no array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether it is a whole number that is exact, and not negative. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Whether it is a change that can be made: within the limits, and with nothing else in it. */
export function isChange(value: unknown): value is Change {
  if (!isRecord(value)) return false;
  const { clear, ...rest } = value;
  return (clear === undefined || typeof clear === 'boolean') && isImpairments(rest);
}

function isImpairments(value: unknown): value is Impairments {
  if (!isRecord(value)) return false;
  const { loss, drop, rate, delay, ...others } = value;
  return (
    Object.keys(others).length === 0 &&
    absentOr(loss, (share) => typeof share === 'number' && share >= 0 && share <= 100) &&
    absentOr(drop, (rules) => Array.isArray(rules) && isShort(rules) && rules.every(isRule)) &&
    absentOr(rate, (bits) => isCount(bits) && bits > 0 && bits <= MOST.rate) &&
    absentOr(delay, (ms) => typeof ms === 'number' && ms >= 0 && ms <= MOST.delay)
  );
}

function isShort(rules: readonly unknown[]): boolean {
  return rules.length <= MOST.rules;
}

function isRule(value: unknown): value is DropRule {
  if (!isRecord(value)) return false;
  const { segment, from, count, ...others } = value;
  return (
    Object.keys(others).length === 0 &&
    DROPPABLE.some((known) => known === segment) &&
    absentOr(from, (end) => ENDS.some((known) => known === end)) &&
    absentOr(count, (most) => isCount(most) && most > 0 && most <= MOST.count)
  );
}

/** Whether it tells what is impaired, and what that has taken away. */
export function isImpaired(value: unknown): value is Impaired {
  if (!isRecord(value)) return false;
  const { impairments, dropped, without } = value;
  if (!isRecord(dropped)) return false;
  const { drop, loss } = dropped;
  return (
    isImpairments(impairments) &&
    isCount(loss) &&
    Array.isArray(drop) &&
    drop.every(isCount) &&
    Array.isArray(without) &&
    without.every((what) => what === 'netem')
  );
}

function absentOr(value: unknown, fits: (value: unknown) => boolean): boolean {
  return value === undefined || fits(value);
}
