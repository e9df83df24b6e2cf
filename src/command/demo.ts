import { Argument } from 'commander';
import { SocketsError } from '../error.ts';
import type { Way } from '../lab/private-network.ts';
import { findWay } from '../lab/way-in.ts';
import { tryTool } from '../observe/probe.ts';
import type { Text } from '../text/text.ts';
import type { Define } from './commands.ts';
import type { Context } from './context.ts';
import { Stage } from './demo/stage.ts';
import { lanesOf } from './lanes.ts';
import { choice } from './parse.ts';
import { insideOf, relaunch } from './relaunch.ts';
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
    perform(() => show(what, options, context)),
  );
};

/** Where the packets of a demo can be seen. */
type Packets =
  /** In a network of our own, which we are in. */
  | 'here'
  /** In one that we may make, this way. */
  | Way
  /** Nowhere, and this machine lacks what would show them. */
  | 'missing'
  /** They were not asked for; or the options say what is wanted. */
  | 'as-asked';

async function show(what: Shown, options: SharedOptions, context: Context): Promise<number> {
  const { text, terminal } = context;
  const packets = await packetsFor(what, options, context);
  if (packets === 'root' || packets === 'user') {
    const calls = lanesOf(options).has('syscall') ? (options.syscalls ?? 'lifecycle') : undefined;
    return relaunch(context, { calls, network: packets });
  }
  const shown = {
    ...options,
    ...(packets === 'here' && { lanes: PACKETS }),
    ...(what === 'unix' && { watched: 'unix' as const }),
    beneath: wsDetails(context, options),
  };
  return withOutput(context, shown, async (output) => {
    const narrated = !options.json && !options.quiet;
    if (packets === 'missing' && narrated) output.hint(text.lanes.more(NEEDED));
    const show = await SHOWS[what]();
    await show(new Stage(output, narrated, terminal.columns), text);
    return 0;
  });
}

/** What a newcomer sees beside the program: the packets themselves. */
const PACKETS = ['app', 'wire'] as const;
/** The packages that bring what it needs. */
const NEEDED = ['tcpdump', 'iproute2'] as const;

/** A network of our own: no capture needs a privilege there, and nobody else's packets are in it. */
async function packetsFor(what: Shown, options: SharedOptions, context: Context): Promise<Packets> {
  const isChosen = options.xray || options.lanes !== undefined || options.syscalls !== undefined;
  const wanted = isChosen ? lanesOf(options).has('wire') : what !== 'unix' && !options.quiet;
  if (!wanted) return 'as-asked';
  if (insideOf(context).network) return isChosen ? 'as-asked' : 'here';
  const missing = isChosen ? 'as-asked' : 'missing';
  if ((await tryTool('tcpdump', ['--version'])) !== 'works') return missing;
  try {
    return await findWay();
  } catch (error) {
    if (error instanceof SocketsError) return missing;
    throw error;
  }
}
