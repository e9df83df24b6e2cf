import { clipped } from '../brief.ts';
import { grouped } from '../quantity.ts';
import type { EndOfLife, WatchText } from '../wording-watch.ts';

const sockets = (count: number) => `${grouped(count)} ${count === 1 ? 'socket' : 'sockets'}`;

const closed = (count: number) => `${count === 1 ? '' : 'all of them '}closed by the program`;

const by = (process: number | undefined) => (process === undefined ? '' : ` by ${process}`);

function ending({ how, by: process, signal = '' }: EndOfLife): string {
  const whose = process === undefined ? 'its process' : `${process}`;
  const endings = {
    closed: `closed${by(process)}`,
    'left-open': `left open: ${whose} ended`,
    killed: `left open: ${clipped(signal)} ended ${whose}`,
    open: 'open still',
  } as const;
  return endings[how];
}

export const watch: WatchText = {
  process: ({ id, parent, program }) => {
    const facts = [
      ...(parent === undefined ? [] : [`made by ${parent}`]),
      ...(program === undefined ? [] : [`runs ${clipped(program)}`]),
    ];
    return facts.length > 0 ? `process ${id}: ${facts.join(', ')}` : `process ${id}`;
  },
  blind: (process) =>
    `${process} uses io_uring: what it does that way is no system call, and is not seen here`,
  attached: ({ process, threads }) =>
    `watching ${process} with ${threads === 1 ? 'its one thread' : `${grouped(threads)} threads`} · Ctrl-C lets it go on alone`,
  heads: {
    socket: 'socket',
    kind: 'kind',
    local: 'local',
    remote: 'remote',
    process: 'process',
    sent: 'out',
    received: 'in',
    end: 'how it ended',
  },
  lives: ({ sockets: count, left, open }) => {
    if (count === 0) return 'It made no socket.';
    const rest = [
      ...(left > 0
        ? [`${grouped(left)} never closed: the kernel did, when the process ended`]
        : []),
      ...(open > 0 ? [`${grouped(open)} open still`] : []),
    ];
    return `${sockets(count)}, ${rest.length > 0 ? rest.join(', ') : closed(count)}.`;
  },
  end: (facts) =>
    [
      ...(facts.accepted > 0 ? [`${grouped(facts.accepted)} accepted`] : []),
      ...(facts.failed === undefined ? [] : [clipped(facts.failed)]),
      ending(facts),
    ].join(', '),
  unused: (count) =>
    `Not shown: ${sockets(count)} made and closed without an address or a peer; --syscalls all shows ${count === 1 ? 'it' : 'them'}.`,
  more: (count) => `… and ${sockets(count)} more`,
};
