import type { Text } from '../../src/text/text.ts';

/** One way to call one function of a language. */
export interface Sample {
  /** Of the function within `Text`: `errors.refused`. */
  readonly path: string;
  /** What it is called with, as it would stand in a sentence. */
  readonly values: readonly string[];
  readonly say: (text: Text) => readonly string[];
}

/** Every string in a language, or in a part of it, and every function, by its path. */
export function leaves(part: unknown, path: string[] = []): { path: string; leaf: unknown }[] {
  if (typeof part !== 'object' || part === null) return [{ path: path.join('.'), leaf: part }];
  const entries: [string, unknown][] = Object.entries(part);
  return entries.flatMap(([name, inner]) => leaves(inner, [...path, name]));
}

/** The strings and numbers that may stand in a sentence as they are. */
export function stringsIn(facts: unknown): string[] {
  return leaves(facts).flatMap(({ leaf }) =>
    (typeof leaf === 'string' && leaf !== '') || typeof leaf === 'number' ? [String(leaf)] : [],
  );
}

/** Every reason that has an explanation of its own, and one that has none. */
export const DISTRUSTED = [
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_REVOKED',
];
