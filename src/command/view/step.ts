import { constants } from 'node:os';
import { SocketsError } from '../../error.ts';
import { FullScreen } from '../../terminal/full-screen.ts';
import type { Key } from '../../terminal/keys.ts';
import { Stepper } from '../../view/stepper.ts';
import { type FrameParts, stepperFrame } from '../../view/stepper-frame.ts';
import type { Context } from '../context.ts';
import { STANDARD_INPUT } from '../input.ts';
import { styleOn } from '../style-on.ts';
import { Aside } from './aside.ts';
import { load } from './load.ts';
import { conflicting, type ViewOptions } from './options.ts';
import { needWhole } from './recorded.ts';
import { recordedView } from './recorded-view.ts';
import { drawnView } from './show.ts';
import { detailsIn } from './step-details.ts';

/** Shows recordings one event at a time, by key, on the whole screen of the terminal. */
export async function step(
  paths: readonly string[],
  options: ViewOptions,
  context: Context,
): Promise<number> {
  const { terminal, text } = context;
  if (!terminal.inputIsTerminal || !terminal.outputIsTerminal || paths.includes(STANDARD_INPUT)) {
    throw new SocketsError('usage', 'needs-terminal', { option: '--step' });
  }
  const name = drawnView(options, paths);
  // Which octets landed where is known only from the beginning on: it cannot be drawn from the middle.
  if (name === 'bytes') throw conflicting('--step', '--view bytes');
  const { recorded, files, notes } = await load(paths, options, context);
  needWhole(recorded);
  const style = styleOn('output', context);
  // Explained is what one asks for.
  const { time, color, hex } = options;
  const make = await recordedView(name, recorded, { time, color, ...(hex && { hex }) }, context);
  const parts: FrameParts = {
    ...{ text, style, start: recorded.start },
    view: (columns) => make({ style, columns: () => columns }),
    details: await detailsIn(text),
  };
  const status = await drive(new Stepper(recorded.events, text), parts, context);
  await using aside = new Aside(context);
  for (const note of notes) aside.hint(note);
  aside.tellOf(files);
  if (recorded.failure) throw recorded.failure;
  return status;
}

/** Draws after each key, until somebody leaves; whatever happens, the terminal is as it was before. */
async function drive(stepper: Stepper, parts: FrameParts, context: Context): Promise<number> {
  const { terminal } = context;
  using screen = new FullScreen(terminal);
  const { promise, resolve, reject } = deferred<number>();
  const guarded = (work: () => void) => () => {
    try {
      work();
    } catch (error) {
      reject(error);
    }
  };
  const draw = guarded(() => screen.draw(stepperFrame(stepper, terminal.size(), parts)));
  const press = (key: Key) => {
    if (isEnd(key) && !(stepper.prompt && key.name === 'ctrl-c')) return resolve(endOf(key));
    guarded(() => stepper.press(key))();
    if (stepper.isOver) resolve(0);
    else draw();
  };
  using _keys = terminal.onKey(press);
  using _size = terminal.onResize(draw);
  using _signals = terminal.onSignal((signal) => resolve(128 + signal));
  draw();
  return await promise;
}

function isEnd({ name }: Key): boolean {
  return name === 'ctrl-c' || name === 'end-of-input';
}

/** As a shell has it: Ctrl-C is a signal wherever it is no key; and who has no terminal any more was hung up on. */
function endOf({ name }: Key): number {
  const { SIGINT, SIGHUP } = constants.signals;
  return 128 + (name === 'ctrl-c' ? SIGINT : SIGHUP);
}

interface Deferred<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

function deferred<Value>(): Deferred<Value> {
  let [resolve, reject]: [Deferred<Value>['resolve'], Deferred<Value>['reject']] = [
    () => undefined,
    () => undefined,
  ];
  const promise = new Promise<Value>((fulfil, fail) => {
    [resolve, reject] = [fulfil, fail];
  });
  return { promise, resolve, reject };
}
