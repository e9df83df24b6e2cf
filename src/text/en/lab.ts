import { grouped } from '../quantity.ts';
import type { LabText } from '../wording-lab.ts';

export const lab: LabText = {
  entered: (id) => `lab ${id}: a network of your own, loopback and nothing else`,
  leaving: 'exit ends it, with all that runs in it · second terminal: sockets lab join',
  changing: 'make it worse: sockets lab set --loss 30% · better: sockets lab set --clear',
  joined: (id) => `lab ${id}: the network of its first terminal`,
  leavingJoined: 'exit leaves, and the lab goes on',
  ended: (id) => `lab ${id} has ended, and all that ran in it`,
  running: ({ id, age }) => `lab ${id} · for ${age}`,
  unimpaired: 'nothing is lost, nothing is slow',
  dropped: (packets) => `${grouped(packets)} ${packets === 1 ? 'packet' : 'packets'} dropped`,
  noNetem: 'no delay: this kernel has no netem; all else is in force',
};
