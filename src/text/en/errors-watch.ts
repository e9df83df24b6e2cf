import type { Text } from '../text.ts';

/** What keeps a program from being watched. */
export const watchErrors = {
  'watch-forbidden': ({ tool }) => ({
    what: `${tool} may not trace a program here.`,
    why: 'The kernel of this machine, or the container we are in, does not permit ptrace(2).',
    next: 'In a container, start it with --cap-add=SYS_PTRACE; what else is possible: sockets doctor',
  }),
  'cannot-attach': ({ process, why, said, scope }) =>
    ({
      gone: {
        what: `There is no process ${process}.`,
        why: 'It has ended, or the number is another.',
        next: 'Look for it: pgrep -a python3',
      },
      traced: {
        what: `Process ${process} is traced already.`,
        why: 'A debugger, strace or another sockets watch has it, and a process has one tracer at the most (ptrace(2)).',
        next: 'End that one first.',
      },
      'not-permitted': {
        what: `Process ${process} may not be watched by this user.`,
        why:
          scope === undefined || scope === '0'
            ? 'It belongs to another user, or is protected.'
            : `This machine lets ordinary users trace only what they have started (kernel.yama.ptrace_scope = ${scope}).`,
        next: `Start it under the watch instead: sockets watch -- python3 server.py. Or as root: sudo sockets watch --pid ${process}`,
      },
      failed: {
        what: `strace could not join process ${process}.`,
        why: said === '' ? 'It did not say why.' : said,
        next: 'Start the program under the watch instead: sockets watch -- python3 server.py',
      },
    })[why],
} satisfies Partial<Text['errors']>;
