import type { Readable } from 'node:stream';
import { idIn } from '../../lab/control-folder.ts';
import { Impairer } from '../../lab/impairer.ts';
import type { Change } from '../../lab/impairments.ts';
import { Keeper } from '../../lab/keeper.ts';
import { LAB_VARIABLE } from '../../lab/lab-client.ts';
import { LAB_PID } from '../../lab/private-network.ts';
import type { Instead } from '../../terminal/run-instead.ts';
import type { Context } from '../context.ts';
import type { LabAsk } from './ask.ts';
import { sayFirst, statusOf } from './run-in-lab.ts';
import { labShell } from './shell.ts';

/** Says to the command that it has been run again within a lab, and where the lab's control socket is to be. */
export const KEEPER = 'SOCKETS_LAB_KEEPER';

/** Signals that are meant for the command come here, by their names, a line each. */
const ORDERS = 3;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Impairs the network we are in as it was asked, answers at the control socket, and runs the command. Throws SocketsError. */
export async function keepLab(path: string, ask: LabAsk, context: Context): Promise<number> {
  const { terminal } = context;
  const orders = terminal.readDescriptor(ORDERS);
  const impairer = new Impairer();
  const without = await impair(impairer, ask.change);
  await Keeper.open({ path, pid: Number(terminal.environment[LAB_PID]), impairer });
  const shell = labShell(terminal.environment);
  const isShell = ask.command.length === 0;
  const { lab } = context.text;
  await sayFirst(context, [
    ...(isShell ? [lab.entered(idIn(path) ?? '')] : []),
    ...(without.length > 0 ? [lab.noNetem] : []),
    ...(isShell ? [lab.leaving, lab.changing] : []),
  ]);
  const command = isShell ? shell.command : ask.command;
  const instead = terminal.runInstead(command, {
    environment: {
      ...(isShell && shell.environment),
      [LAB_VARIABLE]: path,
      [KEEPER]: undefined,
      [LAB_PID]: undefined,
    },
  });
  obey(orders, instead);
  return await statusOf(instead, command[0]);
}

async function impair(impairer: Impairer, change: Change): Promise<readonly string[]> {
  await impairer.prepare();
  if (Object.keys(change).length === 0) return [];
  return (await impairer.set(change)).without;
}

function obey(orders: Readable, instead: Instead): void {
  orders
    .on('error', () => undefined)
    .on('data', (names: Buffer) => {
      for (const name of names.toString().split('\n')) {
        const signal = SIGNALS.find((known) => known === name);
        if (signal) instead.kill(signal);
      }
    });
}
