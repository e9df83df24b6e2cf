import { controlFolders, newId, removeSocket, socketPath } from '../../lab/control-folder.ts';
import { refuseInside, runningLabs } from '../../lab/find-lab.ts';
import { inLab } from '../../lab/private-network.ts';
import { findWay } from '../../lab/way-in.ts';
import type { Context } from '../context.ts';
import type { LabAsk } from './ask.ts';
import { KEEPER, keepLab } from './keep.ts';

/** `sockets lab`: runs itself again within a private network, as its keeper, and gives the keeper's exit status. Throws SocketsError. */
export async function startLab(ask: LabAsk, context: Context): Promise<number> {
  const { terminal } = context;
  const { environment, program } = terminal;
  const keeping = environment[KEEPER];
  if (keeping !== undefined) return await keepLab(keeping, ask, context);
  const way = await findWay();
  await refuseInside(environment);
  // What labs have left that were killed is removed on the way.
  await runningLabs(environment);
  const [folder = '/tmp'] = await controlFolders(environment);
  const path = socketPath(folder, newId());
  try {
    return await terminal.runInstead(inLab(program, way), {
      environment: { [KEEPER]: path },
      told: true,
    }).status;
  } finally {
    await removeSocket(path);
  }
}
