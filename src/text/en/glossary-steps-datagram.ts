import type { GlossaryOf } from '../terms.ts';

/** What the steps of datagrams and of Unix domain sockets mean. */
export const datagramSteps = {
  credentials: {
    brief: 'The kernel told which process holds the other end of this Unix domain socket.',
    more: "Both ends are in one kernel, so nobody can lie to it about who they are; the command, though, is the process's own name for itself. A program in C asks with SO_PEERCRED. Over a network nothing of the kind exists: that is what certificates are for.",
  },
  join: {
    brief:
      'The socket joined a multicast group: what is sent to its address comes here, too, from now on.',
    more: 'The kernel tells the routers, so that they bring the datagrams of the group into this network. Only receivers join; whoever sends need not. Several sockets may share the port with --reuse, and each gets every datagram.',
  },
  leave: {
    brief: 'The socket left a multicast group: what is sent to its address no longer comes here.',
    more: 'Closing a socket leaves all its groups, too. When nobody in a network is left, routers stop bringing the datagrams.',
  },
  reply: {
    brief: 'A reply to one of our datagrams came; the time is that of the way there and back.',
    more: 'The number tells which probe it answers, so doubles and late ones can be told apart. The time contains both kernels and the program over there. A closing table sums it all up.',
  },
  'no-reply': {
    brief: 'No reply came in time: our datagram was lost, or the reply was, or nobody answers.',
    more: 'Which of them, UDP does not tell: it neither acknowledges nor repeats. Allow more time with --wait; with --connected a closed port would have said so.',
  },
  fate: {
    brief:
      'What the link did to one datagram: chance decided, and the seed decides what chance does.',
    more: 'Real networks do all of this without a word. The same --seed gives the same datagrams the same fates, so what was seen once can be seen again. Run link udp 9001 9000 --drop 20% and send to port 9001.',
  },
  'kernel-drops': {
    brief:
      'Datagrams had arrived, but the receive buffer was full, and the kernel threw them away.',
    more: 'The program reads more slowly than they come, and UDP has no window to slow the sender down. The sender never learns of it. A larger buffer helps against bursts: --receive-buffer.',
  },
  unlink: {
    brief: 'unlink(2) removed the file of a Unix domain socket from its folder.',
    more: 'The file is only the name by which clients find the socket: who is connected stays so. Node removes it when the server closes, and after a crash it stays behind. Then --unlink removes it first, provided that nobody listens there.',
  },
} satisfies Partial<GlossaryOf<'step'>>;
