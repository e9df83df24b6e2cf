import {
  type Decision,
  ImpairedWay,
  type Impairment,
  UNIMPAIRED,
} from '../../src/udp/impairment.ts';

/** A millisecond, in the µs of every time. */
export const MS = 1000;

/** What becomes of `count` datagrams of 10 octets, one each ms, where nothing else is said. */
export function decided(
  impairment: Partial<Impairment>,
  { seed = 7, count = 100, bytes = 10, direction = 'there' as 'there' | 'back', every = MS } = {},
): Decision[] {
  const way = new ImpairedWay({ ...UNIMPAIRED, ...impairment }, seed, direction);
  return Array.from({ length: count }, (_, i) => way.decide(bytes, i * every));
}

/** The numbers of those that met a fate. */
export function numbersOf(fate: string, decisions: readonly Decision[]): number[] {
  return decisions
    .filter(({ fates }) => fates.some((met) => met === fate))
    .map(({ number }) => number);
}
