import { expect } from 'vitest';
import type { FailureCode, Failures } from '../../src/error.ts';
import { type Advice, LANGUAGES, loadText, type Text } from '../../src/text/text.ts';
import { type Finished, runSockets, type StartOptions } from './sockets-process.ts';

/** What a command line ought to end with. */
export interface Expected<Code extends FailureCode> {
  readonly status: number;
  readonly code: Code;
  readonly facts: Failures[Code];
}

export type RunOptions = StartOptions & { readonly input?: string | Uint8Array };

/** Runs a command line in both languages, and expects of each the status, the three parts of the advice and no stack. */
export async function expectAdvice<Code extends FailureCode>(
  args: readonly string[],
  expected: Expected<Code>,
  options?: RunOptions,
): Promise<void> {
  await Promise.all(
    LANGUAGES.map(async (language) => {
      const run = await runSockets(['--lang', language, ...args], options);
      expectAdviceIn(run, await loadText(language), expected);
    }),
  );
}

/** Expects of one run in one language the status, the three parts of the advice and no stack. */
export function expectAdviceIn<Code extends FailureCode>(
  { status, stderr }: Finished,
  text: Text,
  { status: expected, code, facts }: Expected<Code>,
): void {
  const advise: (facts: Readonly<Failures[Code]>) => Advice = text.errors[code];
  const { what, why, next } = advise(facts);
  const lines = stderr.split('\n').map((line) => line.trim().replace(/ {2,}/, ' '));
  expect.soft(lines).toContain(`sockets: ${what}`);
  expect.soft(lines).toContain(`${text.advice.why} ${why}`);
  expect.soft(lines).toContain(`${text.advice.next} ${next}`);
  expectNoStack(stderr);
  expect(status).toBe(expected);
}

/** Expects that nothing of Node's own shows: no stack, no warning. */
export function expectNoStack(stderr: string): void {
  expect.soft(stderr).not.toMatch(/^\s+at /m);
  expect.soft(stderr).not.toMatch(/node:|Warning/);
}
