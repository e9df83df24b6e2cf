import { grouped } from '../quantity.ts';
import type { Text } from '../text.ts';

const refusal = (port: number, elsewhere: readonly string[], others: readonly string[]) => {
  if (elsewhere.length > 0)
    return `On this machine port ${port} is open on ${elsewhere.join(', ')} only.`;
  const open = others.length > 0 ? `; this machine listens on ${others.join(', ')}` : '';
  return `The machine answered, but nothing listens on port ${port}${open}.`;
};

const FILE_WHY: Readonly<Record<string, string>> = {
  ENOENT: 'There is no file or folder of that name.',
  EACCES: 'You have no permission for it.',
  EISDIR: 'It is a folder, not a file.',
  ENOSPC: 'The disk is full.',
};
const fileWhy = (code: string) => FILE_WHY[code] ?? `The system said ${code}.`;

/** What connections, files and the system refuse. */
export const networkErrors = {
  'port-taken': ({ address, port, holder }) => ({
    what: `Cannot listen on ${address}: the port is taken (EADDRINUSE).`,
    why: holder
      ? `${holder} listens there already; an address and port have one listener.`
      : 'Another program listens there already; an address and port have one listener.',
    next: `Stop that program, or choose another port: ${port + 1 > 65535 ? 9000 : port + 1}, or 0 for any free one.`,
  }),
  'no-permission': ({ address, port }) => ({
    what: `No permission for ${address} (EACCES).`,
    why:
      port < 1024
        ? 'Ports below 1024 are kept for the administrator.'
        : 'The system does not let you use this address or port.',
    next:
      port < 1024 ? `Choose a port from 1024 up, such as ${port + 8000}.` : 'Choose another port.',
  }),
  'address-not-here': ({ address }) => ({
    what: `Cannot use the local address ${address} (EADDRNOTAVAIL).`,
    why: 'No network interface of this machine has that address.',
    next: 'Leave --host out for loopback, or use one of the addresses that "ip address" lists.',
  }),
  'unknown-host': ({ host }) => ({
    what: `There is no host named '${host}' (ENOTFOUND).`,
    why: 'Neither /etc/hosts nor the name service knows an address for it.',
    next: 'Check the spelling, or give a numeric address such as 127.0.0.1.',
  }),
  'name-service-down': ({ host }) => ({
    what: `Could not look up ${host} (EAI_AGAIN).`,
    why: 'The name service did not answer.',
    next: 'Check the network, or give a numeric address such as 127.0.0.1.',
  }),
  refused: ({ address, port, elsewhere, others }) => ({
    what: `${address} refused the connection (ECONNREFUSED).`,
    why: refusal(port, elsewhere, others),
    next: elsewhere[0]
      ? `Connect to ${elsewhere[0]} instead.`
      : `Start a server there first: sockets tcp-server ${port}`,
  }),
  'no-local-port': ({ address, code, localPort }) => ({
    what: `No local port for a connection to ${address} (${code}).`,
    why: localPort
      ? `Port ${localPort} is taken, or its last connection to that peer is still in TIME-WAIT.`
      : 'Every port the system may choose from is in use for that peer.',
    next: localPort
      ? 'Choose another --local-port, or leave it out.'
      : 'Use fewer connections, or wait a minute.',
  }),
  'no-route': ({ address }) => ({
    what: `There is no way to ${address}.`,
    why: 'This machine, or a router on the way, knows no route to that network.',
    next: 'Check the address and the network connection.',
  }),
  'connect-timeout': ({ address, seconds }) => ({
    what: `${address} did not answer within ${seconds} s.`,
    why: 'Nothing came back, not even a refusal: the machine is off, a firewall drops the packets, or its accept queue is full.',
    next: 'Check the address, or wait longer: --connect-timeout.',
  }),
  'no-answer': ({ address }) => ({
    what: `${address} does not answer (ETIMEDOUT).`,
    why: 'The kernel sent again and again, and gave up.',
    next: 'Check the network and whether the other machine is still up.',
  }),
  interrupted: ({ address }) => ({
    what: `Stopped before ${address} answered.`,
    why: 'The connection was still being made.',
    next: 'Try again when the server is ready.',
  }),
  'idle-timeout': ({ address, seconds }) => ({
    what: `${address} was silent for ${seconds} s.`,
    why: 'Not an octet went either way, and --idle-timeout was set.',
    next: 'Allow more time with --idle-timeout, or leave it out.',
  }),
  reset: ({ address, received, sent }) => ({
    what: `${address} cut the connection (ECONNRESET).`,
    why: `It closed before it had read everything, or cut with RST; ${grouped(received)} B had come in, ${grouped(sent)} B had been sent.`,
    next: "Look at the peer's own messages: did it crash, or end on purpose?",
  }),
  'broken-pipe': ({ address }) => ({
    what: `${address} does not receive any more (EPIPE).`,
    why: 'We went on sending after the connection was gone.',
    next: "Look at the peer's own messages: did it close early?",
  }),
  'too-many-files': ({ call, code }) => ({
    what: `Too many open files (${code} in ${call}).`,
    why:
      code === 'ENFILE'
        ? 'Every socket is an open file, and the whole system has as many as it can.'
        : 'Every socket is a file descriptor, and this process may have no more.',
    next: 'Raise the limit with "ulimit -n 65536", or use fewer connections.',
  }),
  'file-unreadable': ({ path, code }) => ({
    what: `Cannot read ${path}.`,
    why: fileWhy(code),
    next: code === 'EACCES' ? 'Check its permissions.' : 'Check the path.',
  }),
  'file-unwritable': ({ path, code }) => ({
    what: `Cannot write ${path}.`,
    why: fileWhy(code),
    next: 'Choose another file.',
  }),
  'bad-trace': ({ line, problem, path }) => ({
    what: `${path ?? 'This'} is not a trace that sockets can read: line ${grouped(line)}.`,
    why: `${problem}.`,
    next:
      line === 1
        ? 'Record one with --record FILE.'
        : 'All that is wrong with it: sockets view FILE --check',
  }),
  system: ({ call, code }) => ({
    what: `${call || 'A call'} failed: ${code}.`,
    why: 'The system refused it.',
    next: /^E[A-Z]+$/.test(code) ? `See: sockets explain ${code}` : 'See the system manual.',
  }),
  'send-after-shutdown': ({ socket }) => ({
    what: `${socket} cannot send any more.`,
    why: 'Its half of the connection is closed already.',
    next: 'Open a new connection.',
  }),
} satisfies Partial<Text['errors']>;
