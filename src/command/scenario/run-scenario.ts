import { networkInterfaces } from 'node:os';
import { SocketsError } from '../../error.ts';
import type { EventType, SocketEvent, Source } from '../../event/event.ts';
import { Impairer } from '../../lab/impairer.ts';
import type { Change } from '../../lab/impairments.ts';
import { type LabTool, missingTool } from '../../lab/run-tool.ts';
import { findWay } from '../../lab/way-in.ts';
import { tryStrace, tryTool } from '../../observe/probe.ts';
import { loadScenarioText } from '../../text/text.ts';
import type { ScenarioName } from '../../text/wording-scenarios.ts';
import { Trace } from '../../trace/trace.ts';
import type { Context } from '../context.ts';
import { Stage } from '../demo/stage.ts';
import { lanesOf } from '../lanes.ts';
import { insideOf, relaunch } from '../relaunch.ts';
import { withOutput } from '../run-output.ts';
import type { SharedOptions } from '../shared-options.ts';
import { SCENARIOS } from './scenarios.ts';
import { Scene, type SceneParts } from './scene.ts';

/** What a scenario cannot do without: the lanes whose facts it waits for. */
const LEAST: readonly Source[] = ['app', 'kernel', 'wire'];

/** How wide what is drawn is where there is no terminal, and at the most. */
const COMFORTABLE = 80;

/** `sockets lab <scenario>`: runs this command again in a private network, and plays it there. Throws SocketsError. */
export async function runScenario(
  name: ScenarioName,
  asked: Change,
  options: SharedOptions,
  context: Context,
): Promise<number> {
  const calls = lanesOf(options).has('syscall') ? (options.syscalls ?? 'lifecycle') : undefined;
  if (!insideOf(context).network) {
    const traced = calls !== undefined && (await tryStrace()) === 'works';
    return relaunch(context, { network: await findWay(), ...(traced && { calls }) });
  }
  refuseOthers();
  await demand(SCENARIOS[name].needs);
  const seen = new Trace();
  const lanes: readonly Source[] = calls === undefined ? LEAST : [...LEAST, 'syscall'];
  let over = false;
  const hasLine = (event: SocketEvent) => !over && isOfUse(event, name);
  const shown = { ...options, lanes, drops: true, told: seen.record, hasLine };
  return withOutput(context, shown, async (output) => {
    const conclude = async () => {
      await output.settled();
      over = true;
    };
    const narrated = !options.json && !options.quiet;
    const stage = new Stage(output, narrated, context.terminal.columns);
    await perform(name, { stage, network: new Impairer(), asked, seen, conclude }, context);
    return 0;
  });
}

async function perform(
  name: ScenarioName,
  parts: Omit<SceneParts, 'words' | 'columns'>,
  { terminal, text }: Context,
): Promise<void> {
  const play = await SCENARIOS[name].load();
  const words = await loadScenarioText(text.language);
  const columns = Math.min(terminal.columns() ?? COMFORTABLE, COMFORTABLE);
  parts.stage.title(words.titles[name]);
  await play(new Scene({ ...parts, words, columns }));
}

/** Throws `tool-missing`. */
async function demand(tools: readonly LabTool[]): Promise<void> {
  for (const tool of tools) {
    const tried = await tryTool(tool, [tool === 'ip' ? '-V' : '--version']);
    if (tried === 'missing') throw missingTool(tool);
  }
}

/** That we are in a private network is said by our environment, which anybody could have set: what we impair must have no way out. */
function refuseOthers(): void {
  const others = Object.keys(networkInterfaces()).filter((name) => name !== 'lo');
  if (others.length === 0) return;
  throw new SocketsError('system', 'lab-forbidden', { said: others.join(', ') });
}

/** What the kernel counts and measures has its lines where it is what is shown; everything is in the JSON trace. */
const MEASURED: Readonly<Partial<Record<EventType, readonly ScenarioName[]>>> = {
  'tcp-info': ['retransmission', 'flow-control', 'congestion'],
  'accept-queue': ['backlog'],
  queues: ['reset', 'flow-control', 'backlog'],
};

function isOfUse(event: SocketEvent, name: ScenarioName): boolean {
  if (name === 'congestion' && isStream(event)) return false;
  return MEASURED[event.type]?.includes(name) ?? true;
}

/** Hundreds of segments that are as they should be are read by nobody, where a curve tells more. */
function isStream(event: SocketEvent): boolean {
  if (event.type === 'segment') return !event.flags.some((flag) => TURNING.has(flag));
  return event.type === 'receive';
}
const TURNING: ReadonlySet<string> = new Set(['SYN', 'FIN', 'RST']);
