import { describe, expect, test } from 'vitest';
import { Screen } from '../../src/terminal/screen.ts';
import { within } from '../support/deadline.ts';

/** A terminal that takes what it is given when it is told to. */
class SlowTerminal {
  readonly taken: string[] = [];
  #done: (() => void) | undefined;
  #written: () => void = () => undefined;

  readonly write = (bytes: Uint8Array, done: () => void): void => {
    if (this.#done) throw new Error('a write while another is under way');
    this.taken.push(Buffer.from(bytes).toString());
    this.#done = done;
    this.#written();
  };

  /** Resolves when so many writes have begun. */
  async writes(count: number): Promise<void> {
    while (this.taken.length < count) {
      const next = new Promise<void>((resolve) => {
        this.#written = resolve;
      });
      await within(next, `write ${count}`, () => this.taken.join('|'));
    }
  }

  /** The write that is under way is over. */
  finish(): void {
    const done = this.#done;
    this.#done = undefined;
    done?.();
  }
}

const KIBIBYTE = 'x'.repeat(1023);

function slowScreen(): { terminal: SlowTerminal; screen: Screen } {
  const terminal = new SlowTerminal();
  return { terminal, screen: new Screen(terminal.write) };
}

describe('lines', () => {
  test('printed in one turn are written together, in order, without being asked for', async () => {
    const { terminal, screen } = slowScreen();
    screen.print(['one', 'two']);
    screen.print(['셋']);
    expect(terminal.taken).toEqual([]);
    await terminal.writes(1);
    expect(terminal.taken).toEqual(['one\ntwo\n셋\n']);
  });

  test('wait while a write is under way, and come once, after it', async () => {
    const { terminal, screen } = slowScreen();
    screen.print(['one']);
    const flushed = screen.flushed();
    screen.print(['two']);
    screen.print(['three']);
    expect(terminal.taken).toEqual(['one\n']);
    terminal.finish();
    expect(terminal.taken).toEqual(['one\n', 'two\nthree\n']);
    terminal.finish();
    await flushed;
    screen.print(['four']);
    await terminal.writes(3);
    expect(terminal.taken.slice(2)).toEqual(['four\n']);
  });
});

describe('flushed', () => {
  test('resolves only after the last line has been written, and not before', async () => {
    const { terminal, screen } = slowScreen();
    let resolved = false;
    screen.print(['one']);
    const flushed = screen.flushed().then(() => {
      resolved = true;
    });
    screen.print(['two']);
    const again = screen.flushed();
    expect(terminal.taken).toHaveLength(1);
    terminal.finish();
    await Promise.resolve();
    expect(terminal.taken).toHaveLength(2);
    expect(resolved).toBe(false);
    terminal.finish();
    await Promise.all([flushed, again]);
    expect(resolved).toBe(true);
  });

  test('resolves at once when there is nothing to write', async () => {
    const { terminal, screen } = slowScreen();
    await within(screen.flushed(), 'end', () => terminal.taken.join('|'));
    expect(terminal.taken).toEqual([]);
  });

  test('resolves for all who wait', async () => {
    const { terminal, screen } = slowScreen();
    screen.print(['one']);
    const all = Promise.all([screen.flushed(), screen.flushed()]);
    terminal.finish();
    await within(all, 'end for both', () => terminal.taken.join('|'));
    expect(terminal.taken).toEqual(['one\n']);
  });
});

describe('behind', () => {
  test('is true beyond 256 KiB, and false when they have been written', () => {
    const { terminal, screen } = slowScreen();
    screen.print(Array(256).fill(KIBIBYTE));
    expect(screen.behind).toBe(false);
    screen.print(['']);
    expect(screen.behind).toBe(true);
    void screen.flushed();
    expect(screen.behind).toBe(true);
    terminal.finish();
    expect(screen.behind).toBe(false);
  });

  test('still counts what waits behind a write that is over', () => {
    const { terminal, screen } = slowScreen();
    screen.print(['first']);
    void screen.flushed();
    screen.print(Array(257).fill(KIBIBYTE));
    terminal.finish();
    expect(screen.behind).toBe(true);
    terminal.finish();
    expect(screen.behind).toBe(false);
  });
});

describe('a prompt', () => {
  test('is erased before the lines, and drawn again after the last of them', () => {
    const { terminal, screen } = slowScreen();
    const drawnAfter: number[] = [];
    screen.prompt = {
      erase: () => '<erase>',
      redraw: () => drawnAfter.push(terminal.taken.length),
    };
    screen.print(['one']);
    void screen.flushed();
    screen.print(['two']);
    expect(terminal.taken).toEqual(['<erase>one\n']);
    terminal.finish();
    expect(drawnAfter).toEqual([]);
    terminal.finish();
    expect(terminal.taken[1]).toMatch(/two\n$/);
    expect(drawnAfter).toEqual([2]);
  });

  test('that was taken away is left alone', () => {
    const { terminal, screen } = slowScreen();
    let drawn = 0;
    screen.prompt = { erase: () => '<erase>', redraw: () => (drawn += 1) };
    screen.prompt = undefined;
    screen.print(['one']);
    void screen.flushed();
    terminal.finish();
    expect(terminal.taken).toEqual(['one\n']);
    expect(drawn).toBe(0);
  });
});
