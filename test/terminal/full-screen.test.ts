import { expect, test } from 'vitest';
import { FullScreen } from '../../src/terminal/full-screen.ts';
import type { Terminal } from '../../src/terminal/terminal.ts';

const ESCAPE = '\u001b';

test('a row that fills its line keeps its last character: nothing is erased behind it', () => {
  let written = '';
  const terminal: Pick<Terminal, 'writeOutputNow'> = {
    writeOutputNow: (octets) => {
      written += Buffer.from(octets).toString();
      return true;
    },
  };
  using screen = new FullScreen(terminal);
  written = '';
  screen.draw(['x'.repeat(80), 'y'.repeat(80)]);

  const erased = [`${ESCAPE}[2K`, `${ESCAPE}[J`];
  expect(written).toBe(`${ESCAPE}[H${erased[0]}${'x'.repeat(80)}\r\n${erased[1]}${'y'.repeat(80)}`);
});
