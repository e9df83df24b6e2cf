import { LAB_VARIABLE } from '../../lab/lab-client.ts';
import { PAGE_DESCRIPTOR } from '../../terminal/run-instead.ts';
import { writeNow } from '../../terminal/write-now.ts';
import type { Context } from '../context.ts';
import { Recording } from '../recording.ts';
import type { RunOutput } from '../run-output.ts';
import { pageOf } from './behind-page.ts';

/** What this run tells the page at which it is shown. */
export function openFeed({ version }: Context): Recording {
  let isRead = true;
  const feed = new Recording(`sockets ${version}`, (octets) => {
    if (!isRead) return;
    try {
      writeNow(PAGE_DESCRIPTOR, octets);
    } catch {
      isRead = false; // whoever serves the page is gone, which is no reason for us
    }
  });
  feed.flush(); // who opens the page now is to see that the run has begun
  return feed;
}

/** Says where the page is, before anything else. */
export function tellPage(context: Context, output: RunOutput): void {
  const { text, terminal } = context;
  const url = pageOf(context);
  if (url === undefined) return;
  output.announce(text.live.address(url));
  if (terminal.environment[LAB_VARIABLE] !== undefined) output.hint(text.live.inLab);
}
