import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Followed } from '../../src/command/follow-file.ts';
import { followTrace } from '../../src/command/follow-trace.ts';
import { encodeEvent, encodeHeader } from '../../src/trace/json-lines.ts';
import { within } from '../support/deadline.ts';
import { at, start } from '../trace/example-ends.ts';

const folder = mkdtempSync(join(tmpdir(), 'sockets-follow-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function freshPath(): string {
  files += 1;
  return join(folder, `${files}.jsonl`);
}

const header = (created = start) => encodeHeader({ program: 'sockets 0.1.0', created });
const line = (label: string) => encodeEvent({ ...at(0, label), type: 'pause' });

/** A file that is followed, and what is told of it. */
class Following implements AsyncDisposable {
  readonly told: Followed[] = [];
  readonly #stop = new AbortController();
  readonly #events;
  readonly #waiting = new Map<Followed, () => void>();

  constructor(path: string) {
    const told = (what: Followed) => {
      this.told.push(what);
      this.#waiting.get(what)?.();
    };
    this.#events = followTrace(path, { signal: this.#stop.signal, told });
  }

  /** The labels of the next events. */
  async next(count: number): Promise<string[]> {
    const labels: string[] = [];
    while (labels.length < count) {
      const { value } = await within(this.#events.next(), `${count} events`, () => labels.join());
      labels.push(value?.socket ?? 'end');
    }
    return labels;
  }

  /** Resolves when this has been told. */
  hears(what: Followed): Promise<void> {
    return new Promise((resolve) => this.#waiting.set(what, resolve));
  }

  stop(): void {
    this.#stop.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stop();
    await this.#events.return(undefined);
  }
}

describe('a trace that grows', () => {
  test('is read as it grows, each event when its line is complete', async () => {
    const path = freshPath();
    writeFileSync(path, header() + line('C1') + line('C2').slice(0, 20));
    await using following = new Following(path);
    expect(await following.next(1)).toEqual(['C1']);
    appendFileSync(path, line('C2').slice(20) + line('C3'));

    expect(await following.next(2)).toEqual(['C2', 'C3']);
    expect(following.told).toEqual([]);
  });

  test('is waited for where it is not there yet, and that is told once', async () => {
    const path = freshPath();
    await using following = new Following(path);
    const waiting = following.hears('waiting');
    const first = following.next(1);
    await waiting;
    writeFileSync(path, '');
    appendFileSync(path, header() + line('C1'));

    expect(await first).toEqual(['C1']);
    expect(following.told).toEqual(['waiting']);
  });

  test('is read anew where another file has taken its place', async () => {
    const path = freshPath();
    writeFileSync(path, header() + line('C1') + line('C2'));
    await using following = new Following(path);
    await following.next(2);
    const other = freshPath();
    // Begun at the same moment, and longer: nothing but its inode tells that it is another file.
    writeFileSync(other, header() + line('C1') + line('C7') + line('C8') + line('C9'));
    renameSync(other, path);

    expect(await following.next(4)).toEqual(['C1', 'C7', 'C8', 'C9']);
    expect(following.told).toEqual(['anew']);
  });

  test('is read anew where it was emptied, even if it has grown again before anybody looked', async () => {
    const path = freshPath();
    writeFileSync(path, header() + line('C1'));
    await using following = new Following(path);
    await following.next(1);
    writeFileSync(path, header(start + 1) + line('C8') + line('C9'));

    expect(await following.next(2)).toEqual(['C8', 'C9']);
    expect(following.told).toEqual(['anew']);
  });

  test('ends when the signal says so, whatever half a line there is', async () => {
    const path = freshPath();
    writeFileSync(path, header() + line('C1') + line('C2').slice(0, 20));
    await using following = new Following(path);
    await following.next(1);
    const last = following.next(1);
    following.stop();

    expect(await last).toEqual(['end']);
  });

  test('is refused where a line is wrong, or never ends', async () => {
    const wrong = freshPath();
    writeFileSync(wrong, `${header()}no event\n`);
    await using following = new Following(wrong);
    await expect(following.next(1)).rejects.toMatchObject({
      code: 'bad-trace',
      facts: { line: 2 },
    });

    const endless = freshPath();
    writeFileSync(endless, header() + 'x'.repeat(1024 * 1024 + 1));
    await using other = new Following(endless);
    await expect(other.next(1)).rejects.toMatchObject({ code: 'bad-trace' });
  });

  test('that cannot be read says why', async () => {
    await using following = new Following(folder);

    await expect(following.next(1)).rejects.toMatchObject({
      code: 'file-unreadable',
      facts: { path: folder, code: 'EISDIR' },
    });
  });
});
