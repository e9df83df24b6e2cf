import { setImmediate } from 'node:timers/promises';
import { expect } from 'vitest';
import { type Case, close, status } from './case.ts';
import { type SuiteEnd, told } from './suite-end.ts';

/** Turns of the event loop in which a client that does not wait for the server would have ended its stream. */
const TURNS = 5;

/** Plays a case against the other end of a connection, which is a server or a client, and holds it to all that was said. */
export async function play(end: SuiteEnd, one: Case, testee: 'server' | 'client'): Promise<void> {
  for (const { sends, expects } of one.rounds) {
    await end.send(sends, one.chop);
    const answers = await end.answers(expects.length);
    expect(answers.map(told)).toEqual(expects.map(told));
  }
  if (one.ends === 'asked') await end.send([close(status(one.code))]);
  expect(await end.closeCode()).toBe(one.code);
  if (one.ends === 'failed') await end.send([close(status(one.code))]);
  // The server ends the stream first (RFC 6455 §7.1.1), and whoever fails the connection does (§7.1.7).
  if (testee === 'server' || one.ends === 'failed') expect(await end.end()).toEqual([]);
  else await staysOpen(end);
  await end.gone();
}

async function staysOpen(end: SuiteEnd): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await setImmediate();
  expect(end.ended).toBe(false);
}
