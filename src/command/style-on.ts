import { makeStyle, type Style } from '../view/style.ts';
import type { Context } from './context.ts';

/** The style for what is written to stdout or stderr: the colours it can show, unless the user says otherwise. */
export function styleOn(stream: 'output' | 'error', { terminal, color }: Context): Style {
  const level = terminal.colorLevel(stream);
  if (color === 'never') return makeStyle(0);
  return makeStyle(color === 'always' && level === 0 ? 1 : level);
}
