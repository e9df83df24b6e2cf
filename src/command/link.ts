import { Argument } from 'commander';
import { formatAddress, type InternetAddress, isLoopback } from '../event/address.ts';
import type { Direction } from '../event/datagram-event.ts';
import { type Impairment, UNIMPAIRED } from '../udp/impairment.ts';
import { openLink, type UdpLink } from '../udp/link.ts';
import type { LinkOptions } from '../udp/link-options.ts';
import { linkTable } from '../view/link-table.ts';
import { visibleText } from '../view/visible.ts';
import { openAloud } from './aloud.ts';
import type { Define } from './commands.ts';
import type { Context } from './context.ts';
import { Interrupts } from './interrupts.ts';
import { choice, endpoint, integer } from './parse.ts';
import { delay, percentage, rate } from './parse-impairment.ts';
import { type RunOutput, withOutput } from './run-output.ts';
import { addSharedOptions, choiceOption, option, type SharedOptions } from './shared-options.ts';

const KINDS = ['udp'] as const;
const DIRECTIONS = ['both', 'there', 'back'] as const;
const MOST_SEED = 2 ** 32 - 1;
/** A seed that was not asked for is short enough to be typed again. */
const RANDOM_SEEDS = 1_000_000;

interface ParsedLinkOptions extends SharedOptions, Partial<Impairment> {
  readonly seed?: number;
  readonly direction: (typeof DIRECTIONS)[number];
}

/** `sockets link udp <listen> <to>` */
export const defineLink: Define = (command, context, perform) => {
  const { text } = context;
  const { kindOfLink, listenEndpoint, toEndpoint } = text.help.arguments;
  command
    .addArgument(
      new Argument('<kind>', kindOfLink).choices([...KINDS]).argParser(choice('link', KINDS)),
    )
    .addArgument(new Argument('<listen>', listenEndpoint).argParser(endpoint('<listen>', 0)))
    .addArgument(new Argument('<to>', toEndpoint).argParser(endpoint('<to>', 1)))
    .addOption(option(text, 'drop').argParser(percentage('--drop')))
    .addOption(option(text, 'duplicate').argParser(percentage('--duplicate')))
    .addOption(option(text, 'reorder').argParser(percentage('--reorder')))
    .addOption(option(text, 'delay').argParser(delay('--delay')))
    .addOption(option(text, 'corrupt').argParser(percentage('--corrupt')))
    .addOption(option(text, 'rate').argParser(rate('--rate')))
    .addOption(option(text, 'seed').argParser(integer('--seed', 0, MOST_SEED)))
    .addOption(choiceOption(text, 'direction', DIRECTIONS).default('both'));
  addSharedOptions(command, text).action(
    (_kind: string, listen: InternetAddress, to: InternetAddress, options: ParsedLinkOptions) =>
      perform(() =>
        withOutput(
          context,
          { ...options, watched: { transport: 'udp', host: listen.host } },
          (output) => impair(linkOptions(listen, to, options), context, output),
        ),
      ),
  );
};

function linkOptions(
  listen: InternetAddress,
  to: InternetAddress,
  options: ParsedLinkOptions,
): LinkOptions {
  const { seed, direction: asked, drop, duplicate, reorder, corrupt, delay, rate } = options;
  const impairment: Impairment = {
    ...UNIMPAIRED,
    ...(drop !== undefined && { drop }),
    ...(duplicate !== undefined && { duplicate }),
    ...(reorder !== undefined && { reorder }),
    ...(corrupt !== undefined && { corrupt }),
    delay,
    rate,
  };
  const on = (direction: Direction) =>
    asked === 'both' || asked === direction ? impairment : undefined;
  const chosen = seed ?? Math.floor(Math.random() * RANDOM_SEEDS);
  return { listen, to, there: on('there'), back: on('back'), seed: chosen };
}

/** Runs a link until it is stopped. Throws SocketsError. */
async function impair(options: LinkOptions, context: Context, output: RunOutput): Promise<number> {
  await using link = await openAloud(
    output,
    (emit) => openLink(options, emit),
    (opened) => announce(opened, options.seed, context, output),
  );
  const stop = () => void link.close();
  using interrupts = new Interrupts(context.terminal, stop);
  context.terminal.onOutputClosed(stop);
  output.stopped.addEventListener('abort', stop);
  await link.closed;
  output.conclude((columns) => ['', ...linkTable(link.tally, context.text, columns)]);
  return interrupts.status;
}

function announce(
  { address, to }: UdpLink,
  seed: number,
  { text }: Context,
  output: RunOutput,
): void {
  const shown = (end: InternetAddress) => visibleText(formatAddress(end));
  const facts = { address: shown(address), to: shown(to), seed: String(seed) };
  output.announce(`${text.udp.linking(facts)} · ${text.console.stopHint}`);
  if (!isLoopback(address.host)) output.announce(text.udp.wide(visibleText(address.host)));
}
