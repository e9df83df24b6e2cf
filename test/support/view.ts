import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runSockets } from './sockets-process.ts';

/** The path of a recording in test/fixtures/traces. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/traces/${name}.jsonl`, import.meta.url));
}

/** A connection that is opened, echoes and closes, as all lanes saw it; its lines, the header first; how many events it has. */
export const ECHO: string = fixture('echo-close');
export const LINES: readonly string[] = readFileSync(ECHO, 'utf8').trimEnd().split('\n');
export const EVENTS: number = LINES.length - 1;

/** A folder for recordings, removed when disposed. */
export class Recordings implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'sockets-view-'));

  path(name: string): string {
    return join(this.#folder, name);
  }

  write(name: string, text: string): string {
    writeFileSync(this.path(name), text);
    return this.path(name);
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A recording of our own: a header, events of one socket with these times, ms, and what else stands behind them. */
export function recording(times: readonly number[], more: readonly object[] = []): string {
  const header = { format: 'sockets-trace', version: 1, program: 'sockets 0.1.0', time: 1e15 };
  const events = times.map((time) => ({
    ...{ time: 1e15 + time * 1000, source: 'app', socket: 'C1', type: 'pause' },
  }));
  return [header, ...events, ...more].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** The rows of steps: those that begin with a time. */
export function steps(shown: string): string[] {
  return shown.split('\n').filter((line) => /^ *\d+\.\d{3}/.test(line));
}

/** Runs `sockets view` to its end. */
export async function view(...args: string[]) {
  const { stdout, stderr, status } = await runSockets(['view', ...args]);
  return { shown: stdout.toString(), octets: stdout, stderr, status };
}
