import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { gone, inTime, watched } from '../child.ts';
import { answerSchema, type Slice, type Task } from './task.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

/** The load generator: a process of its own, so that it takes no time from the server it measures. */
export class Load implements AsyncDisposable {
  readonly #child: ChildProcess = watched(fork(MAIN));

  /** Does one thing after the other. Rejects when octets do not come back right, or in time. */
  async perform(task: Task): Promise<Slice> {
    const answered = once(this.#child, 'message');
    this.#child.send(task);
    const [message] = await inTime(answered, `answer to ${task.kind}`);
    const answer = v.parse(answerSchema, message);
    if ('error' in answer) throw new Error(answer.error);
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill();
    await gone(this.#child);
  }
}
