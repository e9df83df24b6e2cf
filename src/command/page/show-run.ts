import { PageServer } from '../../live/page-server.ts';
import { Screen } from '../../terminal/screen.ts';
import { pageHtml } from '../../view/page-html.ts';
import type { Context } from '../context.ts';
import { pageBundle } from '../page-bundle.ts';
import { pause } from '../pause.ts';
import { styleOn } from '../style-on.ts';
import { PAGE } from './behind-page.ts';
import { stay } from './stay.ts';

/** How long browsers may take for the rest of a run when nothing else is to be waited for, ms. */
const LAST_LOOK = 1000;

/** What a shell adds to the number of a signal that has ended a program. */
const BY_SIGNAL = 128;

/** What a page is to show, and where. */
export interface ShownRun {
  /** 0 for a free one. */
  readonly port: number;
  /** The command line, without its options. */
  readonly title: string;
}

/**
 * Serves the page, and runs this command again behind it, in a process of its own: so the page's sockets are not among those that are shown,
 * no browser slows the run down, and the page stays outside where the run has a network of its own. The exit status is the run's. Throws
 * SocketsError.
 */
export async function showRun({ port, title }: ShownRun, context: Context): Promise<number> {
  const { terminal, text } = context;
  const { refusals } = text.live;
  const html = (live: string) => pageHtml({ title, text, bundle: pageBundle(), data: { live } });
  await using server = await PageServer.open({ port, html, refusals });
  const { audience } = server;
  const { feed, status: ended } = terminal.runInstead(terminal.program, {
    environment: { [PAGE]: server.url },
    page: 'read',
  });
  feed?.on('data', (octets: Uint8Array) => audience.push(octets));
  const status = await ended;
  audience.end();
  // Who stopped the run has seen enough; who was told of a mistake has nothing to look at.
  if (audience.events > 0 && status < BY_SIGNAL) {
    say(terminal.errorIsTerminal ? text.live.over : text.live.overUntilEnd, context);
    await stay(context);
  }
  const stop = new AbortController();
  await Promise.race([audience.left(), pause(LAST_LOOK, stop.signal)]);
  stop.abort();
  return status;
}

function say(line: string, context: Context): void {
  const style = styleOn('error', context);
  new Screen(context.terminal.writeError).print([style.strong(line)]);
}
