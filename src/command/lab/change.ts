import { SocketsError } from '../../error.ts';
import { findLab, runningLabs } from '../../lab/find-lab.ts';
import type { Lab } from '../../lab/lab-client.ts';
import type { Context } from '../context.ts';
import type { LabAsk } from './ask.ts';
import { statusLines } from './status-lines.ts';

/** `sockets lab set`: changes the lab that is meant while it runs, and shows what it is then. Throws SocketsError. */
export async function changeLab({ change, id }: LabAsk, context: Context): Promise<number> {
  if (Object.keys(change).length === 0) {
    throw new SocketsError('usage', 'option-needs', { option: 'set', needs: '--loss' });
  }
  const lab = await findLab(context.terminal.environment, id);
  await lab.set(change);
  return await show([lab], context);
}

/** `sockets lab status`: shows every lab of this user that runs, or the one that is meant. Throws SocketsError. */
export async function showLabs({ id }: LabAsk, context: Context): Promise<number> {
  const { environment } = context.terminal;
  const labs = id === undefined ? await runningLabs(environment) : [];
  return await show(labs.length > 0 ? labs : [await findLab(environment, id)], context);
}

async function show(labs: readonly Lab[], { terminal, text }: Context): Promise<number> {
  const statuses = await Promise.all(labs.map((lab) => lab.status()));
  const lines = statuses.flatMap((status) => statusLines(status, text));
  terminal.writeOutputNow(Buffer.from(`${lines.join('\n')}\n`));
  return 0;
}
