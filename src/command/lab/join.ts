import { findLab, refuseInside, wayInto } from '../../lab/find-lab.ts';
import { LAB_VARIABLE } from '../../lab/lab-client.ts';
import { joiningLab } from '../../lab/private-network.ts';
import type { Context } from '../context.ts';
import type { LabAsk } from './ask.ts';
import { sayFirst, statusOf } from './run-in-lab.ts';
import { labShell } from './shell.ts';

/** `sockets lab join`: runs a shell, or a command, in the lab that is meant. Throws SocketsError. */
export async function joinLab(ask: LabAsk, context: Context): Promise<number> {
  const { terminal, text } = context;
  const { environment } = terminal;
  const { PWD: folder = '/' } = environment;
  await refuseInside(environment);
  const lab = await findLab(environment, ask.id);
  const { pid } = await lab.status();
  const isShell = ask.command.length === 0;
  const shell = labShell(environment);
  if (isShell) await sayFirst(context, [text.lab.joined(lab.id), text.lab.leavingJoined]);
  const joining = joiningLab(isShell ? shell.command : ask.command, {
    pid,
    way: await wayInto(pid),
    folder,
    atEnd: isShell ? 'HUP' : 'TERM',
  });
  const status = await statusOf(
    terminal.runInstead(joining, {
      environment: { ...(isShell && shell.environment), [LAB_VARIABLE]: lab.path },
    }),
    joining[0],
  );
  if (isShell && (await lab.status().catch(() => undefined)) === undefined) {
    await sayFirst(context, ['', text.lab.ended(lab.id)]);
  }
  return status;
}
