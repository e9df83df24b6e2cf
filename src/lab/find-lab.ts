import { readlink } from 'node:fs/promises';
import { SocketsError } from '../error.ts';
import { systemError } from '../system/failure.ts';
import { controlSockets, removeSocket } from './control-folder.ts';
import { Lab, openLab } from './lab-client.ts';
import type { Way } from './private-network.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The labs of this user that run. What labs have left that were killed is removed. */
export async function runningLabs(environment: Environment): Promise<readonly Lab[]> {
  const paths = await controlSockets(environment);
  const labs = await Promise.all(paths.map(answering));
  return labs.filter((lab) => lab !== undefined);
}

async function answering(path: string): Promise<Lab | undefined> {
  const lab = new Lab(path);
  try {
    const { pid, network } = await lab.status();
    return (await namespaceOf(pid, 'net')) === network ? lab : undefined;
  } catch (error) {
    // A control socket gets its name when somebody listens: one that refuses is left over.
    const { code } = systemError(error instanceof SocketsError ? error.cause : error);
    if (code === 'ECONNREFUSED') await removeSocket(path);
    return undefined;
  }
}

/** Which namespace a process is in, `net:[4026532321]`. `undefined` of one that is gone, or that is not ours to ask about. */
async function namespaceOf(
  pid: number | 'self',
  kind: 'net' | 'user',
): Promise<string | undefined> {
  return readlink(`/proc/${pid}/ns/${kind}`).catch(() => undefined);
}

/** The lab that this process runs in. What is left of one in the environment of a process that runs outside is none. */
async function labAround(environment: Environment): Promise<Lab | undefined> {
  const lab = openLab(environment);
  const status = await lab?.status().catch(() => undefined);
  return status && status.network === (await namespaceOf('self', 'net')) ? lab : undefined;
}

/** Throws `inside-lab` in a lab. */
export async function refuseInside(environment: Environment): Promise<void> {
  const around = await labAround(environment);
  if (around) throw new SocketsError('usage', 'inside-lab', { id: around.id });
}

/** How to get into the namespaces of a process: whether its users are ours, too. */
export async function wayInto(pid: number): Promise<Way> {
  const [its, ours] = await Promise.all([namespaceOf(pid, 'user'), namespaceOf('self', 'user')]);
  return its === ours ? 'root' : 'user';
}

/** The lab that is meant: the one of that name; else the one we are in; else the only one. Throws `no-lab`, `several-labs`. */
export async function findLab(environment: Environment, id?: string): Promise<Lab> {
  const around = await labAround(environment);
  if (around && (id === undefined || id === around.id)) return around;
  const labs = await runningLabs(environment);
  const ids = labs.map((lab) => lab.id);
  const [lab, another] = id === undefined ? labs : labs.filter((running) => running.id === id);
  if (another) throw new SocketsError('usage', 'several-labs', { ids });
  if (lab) return lab;
  throw new SocketsError('usage', 'no-lab', { ids, ...(id !== undefined && { id }) });
}
