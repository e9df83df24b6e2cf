import { Argument } from 'commander';
import type { Text } from '../text/text.ts';
import type { Define } from './commands.ts';
import { Stage } from './demo/stage.ts';
import { choice } from './parse.ts';
import { withOutput } from './run-output.ts';
import { addSharedOptions, type SharedOptions } from './shared-options.ts';
import { wsDetails } from './ws-details.ts';

type Show = (stage: Stage, text: Text) => Promise<void>;

/** What can be shown, each loaded when it is wanted. */
const SHOWS = {
  tcp: async () => (await import('./demo/tcp.ts')).showTcp,
  udp: async () => (await import('./demo/udp.ts')).showUdp,
  unix: async () => (await import('./demo/unix.ts')).showUnix,
  tls: async () => (await import('./demo/tls.ts')).showTls,
  ws: async () => (await import('./demo/ws.ts')).showWs,
} as const satisfies Readonly<Record<string, () => Promise<Show>>>;
type Shown = keyof typeof SHOWS;
const DEMOS: readonly Shown[] = ['tcp', 'udp', 'unix', 'tls', 'ws'];

/** `sockets demo [what]` */
export const defineDemo: Define = (command, context, perform) => {
  const { text } = context;
  command.addArgument(
    new Argument('[what]', text.help.arguments.what)
      .choices([...DEMOS])
      .argParser(choice('demo', DEMOS))
      .default(DEMOS[0]),
  );
  addSharedOptions(command, text).action((what: Shown, options: SharedOptions) =>
    perform(() =>
      withOutput(context, { ...options, beneath: wsDetails(context, options) }, async (output) => {
        const show = await SHOWS[what]();
        const narrated = !options.json && !options.quiet;
        await show(new Stage(output, narrated, context.terminal.columns), text);
        return 0;
      }),
    ),
  );
};
