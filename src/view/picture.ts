import type { Microseconds } from '../event/clock.ts';
import type { SocketEvent } from '../event/event.ts';
import { Ladder } from '../ladder/ladder.ts';
import { Parties } from '../ladder/parties.ts';
import { type Row, Rows } from '../ladder/rows.ts';
import type { Rung } from '../ladder/rung.ts';
import { duration } from '../text/quantity.ts';
import type { Text } from '../text/text.ts';
import { EndNames, nameOf } from './end-names.ts';

/** What a picture of a whole recording shows. */
export interface Picture {
  readonly rows: readonly Row[];
  /** Rows there is no room for. */
  readonly more: number;
  readonly names: EndNames;
  /** Conversations whose packets were seen. */
  readonly watched: ReadonlySet<number>;
  /** The same in words. */
  readonly described: string;
}

/** Conversations that are named in words, at the most. */
const MOST_NAMED = 4;

/** The rows of a recording, the first `most` of them. Every row knows both its ends, for the recording is over. */
export function pictureOf(events: readonly SocketEvent[], text: Text, most: number): Picture {
  const rows: Row[] = [];
  const names = new EndNames();
  const watched = new Set<number>();
  let more = 0;
  for (const row of rowsOf(events)) {
    if (rows.length < most) rows.push(row);
    else more += 1;
    names.learn(row.rung);
    const { conversation } = row.rung;
    if (isPacket(row.rung) && conversation !== undefined) watched.add(conversation);
  }
  const described = describe(rows, names, text);
  return { rows, more, names, watched, described };
}

function* rowsOf(events: readonly SocketEvent[]): Generator<Row> {
  const parties = new Parties();
  for (const event of events) parties.learn(event);
  const ladder = new Ladder(parties);
  const rows = new Rows();
  for (const event of events) {
    for (const rung of ladder.push(event)) yield* rows.add(rung);
  }
  for (const rung of ladder.flush()) yield* rows.add(rung);
  yield* rows.flush();
}

/** Whether it was seen on its way: its arrow goes from rail to rail, or ends between them. */
export function isPacket({ mark }: Rung): boolean {
  return mark.kind === 'arrow' && (mark.reach === 'across' || mark.reach === 'lost');
}

/** Whether some conversation of the picture shows calls without the packets that carried them. */
export function hasCallsAlone({ rows, watched }: Picture): boolean {
  return rows.some(
    ({ rung: { mark, conversation } }) =>
      mark.kind === 'arrow' && conversation !== undefined && !watched.has(conversation),
  );
}

function describe(rows: readonly Row[], names: EndNames, text: Text): string {
  const rungs = rows.map(({ rung }) => rung);
  const pairs = new Map<number, string>();
  for (const rung of rungs) {
    if (rung.conversation === undefined || pairs.size >= MOST_NAMED) continue;
    const ends = [names.at(rung, 'left'), names.at(rung, 'right')].map(nameOf);
    pairs.set(rung.conversation, ends.map((end) => end || '?').join(' – '));
  }
  return text.ladder.picture.described({
    ends: [...pairs.values()],
    steps: rungs.length,
    packets: rungs.filter(isPacket).length,
    lost: rungs.filter(({ mark }) => mark.kind === 'arrow' && mark.reach === 'lost').length,
    took: duration(spanOf(rungs)),
  });
}

function spanOf(rungs: readonly Rung[]): Microseconds {
  const [first, last] = [rungs[0], rungs.at(-1)];
  return first && last ? Math.max(0, last.event.time - first.event.time) : 0;
}
