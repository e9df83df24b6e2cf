import type { Terminal } from '../terminal/terminal.ts';
import type { ColorMode } from './shared-options.ts';

/** The colours to use: the terminal's, unless the user says otherwise. */
export function colorLevel(terminal: Terminal, mode: ColorMode | undefined): 0 | 1 | 2 | 3 {
  if (mode === 'never') return 0;
  if (mode === 'always') return Math.max(1, terminal.colorLevel) === 1 ? 1 : terminal.colorLevel;
  return terminal.colorLevel;
}
