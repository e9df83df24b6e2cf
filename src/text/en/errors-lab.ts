import type { Text } from '../text.ts';

const commandBehind = 'a command stands behind two dashes: sockets lab -- python3 server.py';

/** What private networks and the programs we run refuse. */
export const labErrors = {
  'tool-missing': ({ tool, package: name }) => ({
    what: `${tool} is not installed.`,
    why: 'This cannot be done without it.',
    next: `Install it: sudo apt-get install ${name}`,
  }),
  'tool-failed': ({ tool, said }) => ({
    what: `${tool} refused: ${said}`,
    why: 'The kernel of this machine does not have what was asked for, or does not let this user have it.',
    next: 'Leave that option out; the rest works without it.',
  }),
  'not-runnable': ({ program, code }) => ({
    what: `Cannot run ${program} (${code}).`,
    why:
      code === 'ENOENT'
        ? 'There is no program of that name, neither as a path nor in the folders of PATH.'
        : 'The file is there, but may not be executed, or is no program for this machine.',
    next: 'Look at the name again, or give the whole path.',
  }),
  'lab-forbidden': ({ said, setting }) => ({
    what: `No private network for this user: ${said}`,
    why: setting
      ? `This machine keeps ordinary users from having one (${setting.name} = ${setting.value}).`
      : 'Only root may make one here, or nobody: so it is inside most containers.',
    next: setting
      ? `Allow it until the next start: sudo sysctl -w ${setting.name}=${setting.allow}. Or run it as root: sudo sockets lab`
      : 'Run it as root: sudo sockets lab; in a container, start that with --privileged.',
  }),
  'unsafe-folder': ({ path }) => ({
    what: `${path} is not a folder of ours alone.`,
    why: 'Somebody else could put a socket there in the place of ours.',
    next: 'Remove it, or set XDG_RUNTIME_DIR to a folder of yours.',
  }),
  'no-lab': ({ id, ids }) => ({
    what: id === undefined ? 'No lab is running.' : `No lab ${id} is running.`,
    why:
      ids.length > 0
        ? `These are running: ${ids.join(', ')}.`
        : 'A lab lasts until its first terminal leaves it, and each user sees their own.',
    next: ids.length > 0 ? `For example --id ${ids[0] ?? ''}` : 'Start one: sockets lab',
  }),
  'several-labs': ({ ids }) => ({
    what: 'Several labs are running.',
    why: `Any of them could be meant: ${ids.join(', ')}.`,
    next: `Say which: --id ${ids[0] ?? ''}`,
  }),
  'inside-lab': ({ id }) => ({
    what: `You are inside lab ${id} already.`,
    why: 'A lab has no labs in it.',
    next: 'Change this one with sockets lab set, or leave it first: exit',
  }),
  'lab-unanswered': ({ id }) => ({
    what: `Lab ${id} does not answer.`,
    why: 'It has just ended, is stopped (Ctrl-Z), or is of another version of sockets.',
    next: 'Look at what is running: sockets lab status',
  }),
  'not-of-lab': ({ value, choices }) => ({
    what: `sockets lab knows no '${value}'.`,
    why: `It is one of ${choices.join(', ')}, or nothing; ${commandBehind}`,
    next: `If it is a command: sockets lab -- ${value}`,
  }),
  'not-seen': ({ what }) => ({
    what: `This did not happen here: ${what}`,
    why: 'The scenario waits for it, and the kernel of this machine did something else, or was too busy.',
    next: 'Try again; with --json everything that was seen can be read.',
  }),
} satisfies Partial<Text['errors']>;
