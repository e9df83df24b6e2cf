import { TraceCheck } from '../../trace/check-trace.ts';
import { checkSummaryLines, findingLines } from '../../view/check-view.ts';
import { visibleText } from '../../view/visible.ts';
import type { Context } from '../context.ts';
import type { ViewOptions } from './options.ts';
import { ViewOutput } from './output.ts';
import { openChunks } from './recording-file.ts';

/** How wide what is told is where there is no terminal. */
const COMFORTABLE = 100;
/** The same as of a recording that cannot be shown. */
const NOT_VALID = 2;

/** Tells of every mistake in recordings, and what there is in them: 0, or 2 where one of them cannot be read to its end. */
export async function check(
  paths: readonly string[],
  _options: ViewOptions,
  context: Context,
): Promise<number> {
  let isValid = true;
  using output = ViewOutput.open(context, undefined, []);
  for (const [place, path] of paths.entries()) {
    if (paths.length > 1) {
      output.print([...(place > 0 ? [''] : []), output.style.strong(visibleText(path)), '']);
    }
    if (!(await checkOne(path, output, context))) isValid = false;
  }
  return isValid ? 0 : NOT_VALID;
}

async function checkOne(path: string, output: ViewOutput, context: Context): Promise<boolean> {
  const { text, terminal } = context;
  const columns = output.columns() ?? COMFORTABLE;
  const look = { text, style: output.style, columns, offsetMinutes: terminal.offsetMinutes };
  const check = new TraceCheck(openChunks(path, context));
  let told = 0;
  for await (const finding of check) {
    told += 1;
    output.print(findingLines(finding, look));
  }
  const { summary } = check;
  output.print(checkSummaryLines(summary, told, look));
  // A program that was killed leaves half a line behind, and that is no mistake of the rest.
  return summary.refused === (summary.cutOff ? 1 : 0);
}
