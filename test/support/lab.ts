import { spawnSync } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { within } from './deadline.ts';
import { BINARY, type RunningProcess, type StartOptions, startSockets } from './sockets-process.ts';
import { machine, type Requirement } from './tools.ts';

/** Somebody who starts labs. */
export interface Tester {
  readonly name: string;
  readonly options: StartOptions;
  readonly needs: readonly Requirement[];
}

const isRoot = process.getuid?.() === 0;
const NOBODY = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];

/** Who the tests are run by, and where that is root, an ordinary user as well. */
export const TESTERS: readonly Tester[] = [
  { name: isRoot ? 'root' : 'an ordinary user', options: {}, needs: [ownNetwork([])] },
  ...(isRoot
    ? [
        {
          name: 'an ordinary user',
          // Of root's environment, that user could not read the temporary folder.
          options: { through: NOBODY, env: { TMPDIR: '/tmp', XDG_RUNTIME_DIR: undefined } },
          needs: [ownNetwork(NOBODY), machine(canRead(NOBODY), 'needs a folder all may read')],
        },
      ]
    : []),
];

function ownNetwork(through: readonly string[]): Requirement {
  const users =
    through.length > 0 || !isRoot ? ['--user', '--map-current-user', '--keep-caps'] : [];
  const [command = '', ...args] = [
    ...[...through, 'unshare', ...users, '--net', '--pid', '--mount-proc', '--fork'],
    ...['sh', '-c', 'PATH=$PATH:/usr/sbin:/sbin; ip link set lo up'],
  ];
  return machine(
    spawnSync(command, args).status === 0,
    'needs unshare, ip, and user namespaces that may be had',
  );
}

function canRead(through: readonly string[]): boolean {
  const [command = '', ...args] = [...through, process.execPath, BINARY, '--version'];
  return spawnSync(command, args).status === 0;
}

/** A program of Node's that runs in a lab, in the form of `node -e`: with what it needs to look at TCP there. */
export function inside(body: string): readonly string[] {
  return [process.execPath, '--input-type=module', '-e', `${PRELUDE}\n${body}`];
}

const PRELUDE = `
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';
const STATES = ['', 'ESTABLISHED', 'SYN-SENT', 'SYN-RECEIVED', 'FIN-WAIT-1', 'FIN-WAIT-2', 'TIME-WAIT',
  'CLOSED', 'CLOSE-WAIT', 'LAST-ACK', 'LISTEN', 'CLOSING', 'SYN-RECEIVED'];
const tell = (fact) => console.log(JSON.stringify(fact));
const turn = () => new Promise(setImmediate);
const until = async (holds) => { while (!holds()) await turn(); };
const once = (emitter, name) => new Promise((resolve) => emitter.once(name, resolve));
const listen = async (options, serve) => {
  const server = createServer(options, serve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server.address().port;
};
/** The states of the two ends of the connections to a port: [client's, server's]. */
const states = (port) => {
  const rows = readFileSync('/proc/net/tcp', 'latin1').split('\\n').slice(1).filter(Boolean).map((line) => {
    const [, local, remote, state] = line.trim().split(/\\s+/);
    const number = (address) => parseInt(address.split(':')[1], 16);
    return { local: number(local), remote: number(remote), state: STATES[parseInt(state, 16)] };
  });
  const client = rows.find((row) => row.remote === port)?.state;
  const server = rows.find((row) => row.local === port && row.state !== 'LISTEN')?.state;
  return [client, server].map(String).join(' ');
};
const reaches = (port, ...wanted) => until(() => wanted.includes(states(port)));
const status = () => execFileSync(process.execPath, [${JSON.stringify(BINARY)}, 'lab', 'status'], { encoding: 'utf8' });
`;

/** Starts `sockets lab` as somebody. */
export function startLab(
  { options }: Tester,
  args: readonly string[],
  more: StartOptions = {},
): RunningProcess {
  return startSockets(['lab', ...args], {
    ...options,
    ...more,
    env: { ...options.env, ...more.env },
  });
}

/** The network namespaces of processes, by their ids: of all that we may ask about. */
export async function networks(): Promise<ReadonlyMap<number, string>> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const pairs = await Promise.all(
    pids.map(async (pid) => {
      const network = await readlink(`/proc/${pid}/ns/net`).catch(() => undefined);
      return network === undefined ? [] : [[pid, network] as const];
    }),
  );
  return new Map(pairs.flat());
}

/** The network that the last of a process's descendants is in. */
export async function networkOf(pid: number): Promise<string> {
  const own = (await networks()).get(pid);
  const others = await descendants(pid);
  const all = await networks();
  return others.map((one) => all.get(one)).find((one) => one !== undefined && one !== own) ?? '';
}

async function descendants(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const children = text.trim().split(' ').filter(Boolean).map(Number);
  return [...children, ...(await Promise.all(children.map(descendants))).flat()];
}

/** Resolves when no process is left in a network. */
export async function untilEmpty(network: string): Promise<void> {
  let left: number[] = [];
  let waiting = true;
  const look = async () => {
    do {
      const all = await networks();
      left = [...all].filter(([, one]) => one === network).map(([pid]) => pid);
    } while (waiting && left.length > 0);
  };
  try {
    await within(look(), `end of ${network}`, () => `processes ${left.join(', ')}`);
  } finally {
    waiting = false;
  }
}
