import { SocketsError } from '../error.ts';
import { inPrivateNetwork } from '../lab/private-network.ts';
import { findWay } from '../lab/way-in.ts';
import { possibleWith, seesBeneath } from '../observe/capability.ts';
import { judged } from '../observe/judge-machine.ts';
import type { NetworkAnswer } from '../observe/machine-answers.ts';
import { askMachine, type NetworkProbe } from '../observe/probe-machine.ts';
import { doctorLines } from '../view/doctor.ts';
import type { Define } from './commands.ts';
import { addCommonOptions, option } from './shared-options.ts';
import { styleOn } from './style-on.ts';

/** How wide the table is where there is no terminal. */
const COMFORTABLE = 80;

/** `sockets doctor`: 0, or 1 when no lane but the program's own is to be had. */
export const defineDoctor: Define = (command, context, perform) => {
  const { terminal, text, version } = context;
  command.addOption(option(text, 'jsonDocument'));
  addCommonOptions(command, text).action(({ json }: { json?: true }) =>
    perform(async () => {
      const node = terminal.nodeVersion;
      const found = judged(await askMachine(node, probeNetwork()));
      const possible = possibleWith(found);
      const style = styleOn('output', context);
      const columns = terminal.columns() ?? COMFORTABLE;
      const lines = json
        ? [JSON.stringify({ program: `sockets ${version}`, node, found, ...possible }, null, 2)]
        : doctorLines({ node, found, possible }, { text, style, columns });
      terminal.writeOutputNow(Buffer.from(`${lines.join('\n')}\n`));
      return seesBeneath(possible) ? 0 : 1;
    }),
  );
};

async function probeNetwork(): Promise<NetworkProbe> {
  try {
    const way = await findWay();
    return { answer: 'works', inside: (command) => inPrivateNetwork(command, way) };
  } catch (error) {
    return { answer: whyNot(error) };
  }
}

function whyNot(error: unknown): NetworkAnswer {
  if (!(error instanceof SocketsError)) throw error;
  const { facts }: SocketsError = error;
  if ('package' in facts) return facts;
  if (!('said' in facts)) return { said: '' };
  const { said } = facts;
  return 'setting' in facts && facts.setting ? { said, setting: facts.setting } : { said };
}
