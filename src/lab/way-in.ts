import { readFile, stat } from 'node:fs/promises';
import { SocketsError } from '../error.ts';
import { isMissing, startTool, type ToolEnd } from '../observe/tool.ts';
import { IP_REFUSED, inLab, NO_IP, type Way } from './private-network.ts';
import { failedTool, missingTool } from './run-tool.ts';

/** Settings that keep ordinary users from having namespaces, the file of each, and what it says when it does. */
const SETTINGS = [
  { name: 'kernel.unprivileged_userns_clone', forbids: '0', allow: '1' },
  { name: 'kernel.apparmor_restrict_unprivileged_userns', forbids: '1', allow: '0' },
  { name: 'user.max_user_namespaces', forbids: '0', allow: '10000' },
] as const;

/**
 * How this user gets a private network here: tried, by making one. Throws `not-on-this-system`, `tool-missing`, `lab-forbidden`.
 */
export async function findWay(): Promise<Way> {
  const self = await stat('/proc/self').catch(() => undefined);
  if (!self) throw new SocketsError('system', 'not-on-this-system', { what: 'sockets lab' });
  let refused: ToolEnd | undefined;
  for (const way of self.uid === 0 ? (['root', 'user'] as const) : (['user'] as const)) {
    const end = await tryWay(way);
    if (end.status === 0) return way;
    refused ??= end;
  }
  throw await forbidden(refused ?? { status: undefined, said: '' });
}

async function tryWay(way: Way): Promise<ToolEnd> {
  const [name = '', ...args] = inLab(['true'], way);
  const tool = startTool(name, args);
  tool.output.resume();
  const end = await tool.ended;
  if (isMissing(end)) throw missingTool('unshare');
  if (end.status === NO_IP) throw missingTool('ip');
  return end;
}

async function forbidden(end: ToolEnd): Promise<SocketsError> {
  const { said } = failedTool(end.status === IP_REFUSED ? 'ip' : 'unshare', end).facts;
  const read = await Promise.all(
    SETTINGS.map(async (setting) => ({ setting, value: await settingOf(setting.name) })),
  );
  const [found] = read.filter(({ setting, value }) => value === setting.forbids);
  const setting = found && {
    setting: { name: found.setting.name, value: found.setting.forbids, allow: found.setting.allow },
  };
  return new SocketsError('system', 'lab-forbidden', { said, ...setting });
}

async function settingOf(setting: string): Promise<string | undefined> {
  const path = `/proc/sys/${setting.replaceAll('.', '/')}`;
  return (await readFile(path, 'utf8').catch(() => undefined))?.trim();
}
