import { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk';
import type { EventType, SocketLabel, Source } from '../event/event.ts';
import { BAD_STEPS } from './step-name.ts';

type Paint = (text: string) => string;

/** What the views colour. */
export interface Style {
  readonly faint: Paint;
  readonly strong: Paint;
  readonly bad: Paint;
  /** What stands against `bad`: the other side of a comparison. */
  readonly good: Paint;
  /** What is chosen, or stands apart from all else: colours exchanged. */
  readonly chosen: Paint;
  /** A socket keeps its colour, so that the eye can follow it down the page. */
  readonly socket: (label: SocketLabel) => Paint;
  readonly step: (type: EventType) => Paint;
  /** Each lane has its colour, none of which is a socket's. */
  readonly lane: (source: Source) => Paint;
}

const SOCKET_COLORS = ['cyan', 'magenta', 'yellow', 'blue', 'green'] as const;
const LANE_COLORS = {
  app: 'whiteBright',
  syscall: 'yellowBright',
  kernel: 'magentaBright',
  wire: 'greenBright',
} as const satisfies Readonly<Record<Source, keyof ChalkInstance>>;

/** Colours at chalk's level: 0 none, 1 sixteen, 2 256, 3 all. */
export function makeStyle(level: ColorSupportLevel): Style {
  const chalk: ChalkInstance = new Chalk({ level });
  const colors = SOCKET_COLORS.map((color) => only(chalk[color]));
  const [faint, strong, bad] = [only(chalk.dim), only(chalk.bold), only(chalk.red)];
  const good = only(chalk.green);
  return {
    faint,
    strong,
    bad,
    good,
    chosen: only(chalk.inverse),
    socket: (label) => colors[hash(label) % colors.length] ?? strong,
    step: (type) => (BAD_STEPS.has(type) ? bad : strong),
    lane: (source) => only(chalk[LANE_COLORS[source]]),
  };
}

/** chalk joins all it is given; `lines.map(style.bad)` gives an index and an array besides. */
function only(chalk: ChalkInstance): Paint {
  return (text) => chalk(text);
}

function hash(label: SocketLabel): number {
  return [...label].reduce((sum, letter) => sum * 7 + letter.charCodeAt(0), 0);
}
