/** How to get a network of one's own: as root, or as anybody in a user namespace (user_namespaces(7)). */
export type Way = 'root' | 'user';

/**
 * The user namespace maps us to ourselves and leaves us every capability in it, in the children we exec, too (capabilities(7), ambient
 * set). To be root in there would not do: tcpdump would want to become somebody else, who does not exist.
 */
const OWN_USERS = ['unshare', '--user', '--map-current-user', '--keep-caps'] as const;

const UNSHARE: Readonly<Record<Way, readonly string[]>> = {
  root: ['unshare', '--net'],
  user: [...OWN_USERS, '--net'],
};

/** What the script below ends with where ip(8) is not installed, or may not. */
export const NO_IP = 97;
export const IP_REFUSED = 98;

/** A new network has a loopback interface that is down. An ordinary user's PATH leaves out where administrators' programs are. */
const UP = `
PATH="$PATH:/usr/sbin:/sbin"
command -v ip >/dev/null || exit ${NO_IP}
ip link set lo up || exit ${IP_REFUSED}
`;

/** The kernel ends what runs in it when we are gone. */
const START = `${UP}
command -v setpriv >/dev/null && exec setpriv --pdeathsig KILL -- "$@"
exec "$@"
`;

/**
 * The command line that runs another in a new network namespace (network_namespaces(7)): with a loopback interface that is up, and no way
 * out. Nothing of it is left when the last process in it has ended.
 */
export function inPrivateNetwork(command: readonly string[], way: Way): readonly string[] {
  return [...UNSHARE[way], '--', 'sh', '-c', START, 'sh', ...command];
}

/** What a lab's keeper is told in its environment: the process by whose namespaces others join, as it is called outside. */
export const LAB_PID = 'SOCKETS_LAB_PID';

/** The process of unshare(1) stays outside the namespace of processes that it makes, and has the name that others know. */
const APART = `
export ${LAB_PID}=$$
exec unshare --net --pid --mount-proc --fork --kill-child -- sh -c "$@"
`;

/** The first process of a namespace takes in orphans: a shell waits for them, too, and outlives Ctrl-C there. */
const FIRST = `${UP}
"$@"
exit $?
`;

/**
 * The command line of a lab: as `inPrivateNetwork`, and in a process namespace of its own (pid_namespaces(7)). When its first process is
 * gone, the kernel ends every other in it, those in the background, too; and each process of the chain that leads to it is ended by the
 * kernel when the one before it is gone (PR_SET_PDEATHSIG(2const)). unshare(1) passes no SIGTERM on.
 */
export function inLab(command: readonly string[], way: Way): readonly string[] {
  const users = way === 'root' ? [] : [...OWN_USERS, '--'];
  const chain = ['setpriv', '--pdeathsig', 'KILL', '--', 'sh', '-c', APART, 'sh', FIRST, 'sh'];
  return [...users, ...chain, ...command];
}

/** Entering a namespace of mounts leads to its root. */
const BACK_TO = `
PATH="$PATH:/usr/sbin:/sbin"
cd "$1" || cd /
shift
exec "$@"
`;

/** How a command joins a lab. */
export interface Joining {
  /** The process whose namespaces they are: what the lab's keeper was told in `LAB_PID`. */
  readonly pid: number;
  readonly way: Way;
  readonly folder: string;
  /** Sent to the command by the kernel when nsenter(1) is gone, which passes no signal on. */
  readonly atEnd: 'HUP' | 'TERM';
}

/** The command line that joins a lab. As another than root, without its capabilities (nsenter(1) has no --keep-caps everywhere). */
export function joiningLab(
  command: readonly string[],
  { pid, way, folder, atEnd }: Joining,
): readonly string[] {
  const file = (name: string) => `/proc/${pid}/ns/${name}`;
  const users = way === 'root' ? [] : ['--preserve-credentials', `--user=${file('user')}`];
  const spaces = [
    `--net=${file('net')}`,
    `--mount=${file('mnt')}`,
    `--pid=${file('pid_for_children')}`,
  ];
  return [
    ...['setpriv', '--pdeathsig', 'KILL', '--', 'nsenter', ...users, ...spaces, '--'],
    ...['setpriv', '--pdeathsig', atEnd, '--', 'sh', '-c', BACK_TO, 'sh', folder, ...command],
  ];
}
