import { Argument } from 'commander';
import { SocketsError } from '../error.ts';
import { SCENARIO_NAMES, type ScenarioName } from '../text/wording-scenarios.ts';
import type { Define } from './commands.ts';
import type { Context } from './context.ts';
import { addLabOptions, changeOf, type LabAsk, type ParsedLabOptions } from './lab/ask.ts';
import { addSharedOptions, type SharedOptions } from './shared-options.ts';

type Options = ParsedLabOptions & SharedOptions;
type LabAction = (ask: LabAsk, context: Context) => Promise<number>;

/** What can be done with a lab, or in one, each loaded when it is wanted; and which options it has a use for. */
const ACTIONS = {
  join: {
    load: async () => (await import('./lab/join.ts')).joinLab,
    takes: ['command', 'id'],
  },
  set: {
    load: async () => (await import('./lab/change.ts')).changeLab,
    takes: ['change', 'id'],
  },
  status: {
    load: async () => (await import('./lab/change.ts')).showLabs,
    takes: ['id'],
  },
} as const satisfies Readonly<
  Record<string, { load: () => Promise<LabAction>; takes: readonly (keyof LabAsk)[] }>
>;
type Action = keyof typeof ACTIONS;
const NAMES: readonly Action[] = ['join', 'set', 'status'];

/** `sockets lab [what] [options] [-- command…]` */
export const defineLab: Define = (command, context, perform) => {
  const { text } = context;
  command
    .usage('[what] [options] [-- command...]')
    .addArgument(
      new Argument('[what]', text.help.arguments.labWhat)
        .choices([...NAMES, ...SCENARIO_NAMES])
        .argParser((value) => value),
    )
    .addArgument(new Argument('[command...]', text.help.arguments.labCommand));
  const rules = addLabOptions(command, text);
  addSharedOptions(command, text).action(
    (_what: string | undefined, _command: readonly string[], options: Options) =>
      perform(async () => {
        const { behindDashes = [] } = context;
        const before = command.args.slice(0, command.args.length - behindDashes.length);
        const { id } = options;
        const ask: LabAsk = {
          command: behindDashes,
          change: changeOf(options, rules.all),
          ...(id !== undefined && { id }),
        };
        const scenario = scenarioFor(before, ask);
        if (scenario) {
          const { runScenario } = await import('./scenario/run-scenario.ts');
          return await runScenario(scenario, ask.change, options, context);
        }
        refuseShown(options);
        const act = await actionFor(before, ask);
        return await act(ask, context);
      }),
  );
};

/** The scenario that is asked for. Throws `option-needs`, `too-many-arguments`. */
function scenarioFor([what, ...more]: readonly string[], ask: LabAsk): ScenarioName | undefined {
  const scenario = SCENARIO_NAMES.find((known) => known === what);
  if (scenario === undefined) return undefined;
  refuseMore(more);
  refuse(ask, scenario === 'congestion' ? ['change'] : []);
  return scenario;
}

/** Only a scenario shows steps. */
function refuseShown(options: Options): void {
  const shown = [
    'xray',
    'lanes',
    'syscalls',
    'explain',
    'hex',
    'json',
    'record',
    'page',
    'quiet',
  ] as const;
  const option = shown.find((name) => options[name] !== undefined);
  if (option !== undefined) throw needs(`--${option}`, 'states');
}

function refuseMore(more: readonly string[]): void {
  if (more.length === 0) return;
  throw new SocketsError('usage', 'too-many-arguments', { expected: 1, given: 1 + more.length });
}

/** What to do. Throws `not-of-lab`, `too-many-arguments`, `option-needs`. */
async function actionFor([what, ...more]: readonly string[], ask: LabAsk): Promise<LabAction> {
  refuseMore(more);
  if (what === undefined) {
    refuse(ask, ['command', 'change']);
    if (ask.change.clear) throw needs('--clear', 'set');
    return (await import('./lab/start.ts')).startLab;
  }
  const name = NAMES.find((known) => known === what);
  if (name === undefined) {
    throw new SocketsError('usage', 'not-of-lab', {
      value: what,
      choices: [...NAMES, ...SCENARIO_NAMES],
    });
  }
  const { takes, load } = ACTIONS[name];
  refuse(ask, takes);
  return await load();
}

/** Tells of an option that would be of no use. */
function refuse({ command, change, id }: LabAsk, takes: readonly (keyof LabAsk)[]): void {
  const [option] = Object.keys(change);
  if (option !== undefined && !takes.includes('change')) throw needs(`--${option}`, 'set');
  if (command.length > 0 && !takes.includes('command')) throw needs('--', 'join');
  if (id !== undefined && !takes.includes('id')) throw needs('--id', 'join');
}

function needs(option: string, needed: string): SocketsError {
  return new SocketsError('usage', 'option-needs', { option, needs: needed });
}
