import { duration } from '../../text/quantity.ts';
import type { ViewingText } from '../../text/wording-view.ts';
import type { MergedTraces } from '../../trace/merge.ts';
import { visibleText } from '../../view/visible.ts';

type Clock = MergedTraces['clocks'][number];
type Renamed = MergedTraces['renamed'][number];

/** What has become of each of several recordings: a line or two for each. */
export function tellMerged(
  paths: readonly string[],
  { renamed, clocks, repeated }: Omit<MergedTraces, 'events'>,
  words: ViewingText,
): string[] {
  const told = paths.flatMap((path, file) => [
    namesLine(
      path,
      renamed.filter((one) => one.file === file),
      words,
    ),
    ...clockLines(clocks[file], file, words),
  ]);
  return repeated > 0 ? [...told, words.repeated(repeated)] : told;
}

/** Which sockets of a recording have other labels here. */
export function namesLine(path: string, renamed: readonly Renamed[], words: ViewingText): string {
  const names = renamed.map(({ label, to }) => `${visibleText(label)} → ${visibleText(to)}`);
  return words.recording({ name: visibleText(path), renamed: names });
}

/** How a recording's clock differs from the first one's, where that is worth a line. */
export function clockLines(clock: Clock | undefined, file: number, words: ViewingText): string[] {
  if (clock === undefined || file === 0 || clock.by === 'same') return [];
  if (!isEstimate(clock)) return [`  ${words.clockUnknown}`];
  const { offset, by, uncertainty } = clock;
  const told = words.clock({
    offset: duration(Math.abs(offset)),
    // What is to be added to its times is what it is behind.
    way: offset > 0 ? 'behind' : 'ahead',
    uncertainty: by === 'exchange' && uncertainty !== undefined ? duration(uncertainty) : undefined,
  });
  return [`  ${told}`];
}

/** Whether anything that passed between two recordings says that their clocks differ. */
export function isEstimate({ by, offset }: Clock): boolean {
  return by === 'exchange' || (by === 'bound' && offset !== 0);
}
