import type { Header } from '../../src/ws/http-head.ts';

/** What to put in the place of a header: another value, several of it, or none. */
export type HeaderChanges = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Headers with changes to them. */
export function changedHeaders(
  headers: Readonly<Record<string, string>>,
  changes: HeaderChanges,
): Header[] {
  return Object.entries({ ...headers, ...changes }).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => ({ name, value: one })),
  );
}
