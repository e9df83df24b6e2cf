import type { SocketEvent } from '../../event/event.ts';
import type { Text } from '../../text/text.ts';
import { ladderSvg } from '../../view/ladder-svg.ts';
import { mermaid } from '../../view/mermaid.ts';
import { type Convert, openOutput } from './conversion.ts';
import { load } from './load.ts';
import { needWhole } from './recorded.ts';

/** Writes a Mermaid sequence diagram, which GitHub draws. */
export const toMermaid: Convert = picture((events, text) => mermaid(events, text));

/** Writes the ladder as a picture that stands alone. */
export const toSvg: Convert = picture((events, text) => [ladderSvg(events, text)]);

/** A picture says how many steps it has no room for: so all of them must have been read. */
function picture(draw: (events: readonly SocketEvent[], text: Text) => Iterable<string>): Convert {
  return async (job) => {
    const { paths, options, context, aside } = job;
    const { recorded, files, notes } = await load(paths, options, context);
    if (recorded.failure) throw recorded.failure;
    needWhole(recorded);
    using output = openOutput(job);
    for (const note of notes) aside.hint(note);
    for (const part of draw(recorded.events, context.text)) output.text(part);
    aside.tellOf(files);
    return { shown: recorded.events.length, of: recorded.seen };
  };
}
