import type { EventOf, EventType, SocketEvent } from '../../src/event/event.ts';
import type { TcpState } from '../../src/event/tcp-state.ts';
import type { ScenarioName } from '../../src/text/wording-scenarios.ts';
import { startLab, type Tester } from './lab.ts';
import type { Finished } from './sockets-process.ts';
import { eventsOf } from './steps.ts';
import { NFT, type Requirement, TC, TCPDUMP } from './tools.ts';

/** What the scenarios cannot do without. */
export const SCENARIO_NEEDS: readonly Requirement[] = [TCPDUMP, NFT, TC];

/** The longest takes some fifteen seconds where nothing else runs. */
const PATIENCE = 45_000;
/** How long a test of a scenario may take, ms. */
export const SCENARIO_TIMEOUT = 60_000;

/** A scenario that was played, and what its JSON trace has. */
export class Played {
  readonly finished: Finished;
  readonly events: readonly SocketEvent[];

  constructor(finished: Finished, events: readonly SocketEvent[]) {
    this.finished = finished;
    this.events = events;
  }

  of<Type extends EventType>(type: Type): EventOf<Type>[] {
    const isIt = (event: SocketEvent): event is EventOf<Type> => event.type === type;
    return this.events.filter(isIt);
  }

  /** The states that the kernel had a socket in, in order. */
  states(socket: string): TcpState[] {
    return this.of('state')
      .filter((event) => event.socket === socket && event.source === 'kernel')
      .map(({ state }) => state);
  }

  /** The control bits of each segment between sockets, in order. */
  flags(...sockets: readonly string[]): string[] {
    return this.of('segment')
      .filter(({ socket }) => sockets.includes(socket))
      .map(({ flags }) => flags.filter((flag) => flag !== 'PSH').join(','));
  }
}

/** Plays a scenario as somebody, with its trace as JSON Lines; throws when it fails. */
export async function play(
  tester: Tester,
  name: ScenarioName,
  ...options: readonly string[]
): Promise<Played> {
  const { finished } = await run(tester, [name, '--json', ...options]);
  if (finished.status !== 0) throw failed(name, finished);
  return new Played(finished, await eventsOf(finished.stdout));
}

/** Plays a scenario as somebody, and gives what a person reads. */
export async function read(
  tester: Tester,
  name: ScenarioName,
  ...options: readonly string[]
): Promise<string> {
  const { finished } = await run(tester, [name, ...options], { COLUMNS: '80' });
  if (finished.status !== 0) throw failed(name, finished);
  return finished.stderr;
}

function failed(name: ScenarioName, { status, signal, stderr }: Finished): Error {
  return new Error(`${name} ended with ${status ?? signal}: ${stderr}`);
}

async function run(
  tester: Tester,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ finished: Finished }> {
  await using running = startLab(tester, args, { env, patience: PATIENCE, stdin: 'ignore' });
  return { finished: await running.finished() };
}
