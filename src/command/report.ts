import type { FailureCode, Failures, SocketsError } from '../error.ts';
import type { Advice, Text } from '../text/text.ts';
import { padEnd, width, wrap } from '../view/columns.ts';
import type { Style } from '../view/style.ts';
import { visibleText } from '../view/visible.ts';

/** A failure as a person reads it: what failed, why, and what to do next. */
export function reportLines(
  error: SocketsError,
  text: Text,
  style: Style,
  columns: number | undefined,
): string[] {
  const { what, why, next } = adviceFor(error, text);
  const heads = [text.advice.why, text.advice.next];
  const indent = Math.max(...heads.map(width)) + 4;
  const body = [why, next].flatMap((sentence, i) => {
    const head = `  ${padEnd(heads[i] ?? '', indent - 2)}`;
    const lines = inColumns(shown(sentence), columns, indent);
    return lines.map((line, row) => (row === 0 ? style.faint(head) : ' '.repeat(indent)) + line);
  });
  return [...inColumns(`sockets: ${shown(what)}`, columns, 0).map(style.bad), ...body];
}

/** A sentence with what came from outside made visible; a backslash stands for itself, for nobody reads it back. */
function shown(sentence: string): string {
  return sentence.split('\\').map(visibleText).join('\\');
}

function inColumns(sentence: string, columns: number | undefined, indent: number): string[] {
  return columns === undefined ? [sentence] : wrap(sentence, Math.max(1, columns - indent));
}

function adviceFor<Code extends FailureCode>(error: SocketsError<Code>, text: Text): Advice {
  const advise: (facts: Readonly<Failures[Code]>) => Advice = text.errors[error.code];
  return advise(error.facts);
}
