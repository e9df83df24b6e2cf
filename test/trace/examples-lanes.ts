import type { EventOf } from '../../src/event/event.ts';
import type { KernelEvent } from '../../src/event/kernel-event.ts';
import type { SyscallEvent } from '../../src/event/syscall-event.ts';
import type { WireEvent } from '../../src/event/wire-event.ts';
import { accepted, client, connected, from, hello, server } from './example-ends.ts';

const hex = (digits: string) => new Uint8Array(Buffer.from(digits.replace(/\s/g, ''), 'hex'));

/** Linux's loopback has an Ethernet header without addresses. */
const ETHERNET = '000000000000 000000000000 0800';
const IP = '4500003a 1a2b4000 40062291 7f000001 7f000001';
const TCP = 'cc782328 ec34e98d 47c5e133 80180200 fe2e0000 0101080a 5d2a10b1 5d2a10b0';
const UDP_IP = '45000022 1a2c4000 4011229d 7f000001 7f000001';
const UDP = 'cc782328 000efe21';
const FRAGMENT = '450003e0 1a2d00b9 40115e25 7f000001 7f000001';
const ICMP = '4500003e 1a2e0000 4001628f 7f000001 7f000001 03030bcd 00000000';

const datagramEnds = { local: client, remote: server };
const link = 1;

const WIRE_EXAMPLES: { readonly [Type in WireEvent['type']]: EventOf<Type> } = {
  segment: {
    ...from('wire', 500_600, 'C1'),
    ...connected,
    type: 'segment',
    by: 'us',
    to: 'S1',
    link,
    header: hex(ETHERNET + IP + TCP),
    flags: ['PSH', 'ACK'],
    seq: 3_962_890_637,
    ack: 1_204_150_579,
    relativeSeq: 1,
    relativeAck: 1,
    window: 65_536,
    options: { timestamps: [1_563_037_873, 1_563_037_872] },
    bytes: 6,
    data: hello,
  },
  datagram: {
    ...from('wire', 500_700, 'U2'),
    ...datagramEnds,
    type: 'datagram',
    by: 'us',
    link,
    header: hex(ETHERNET + UDP_IP + UDP),
    length: 14,
    checksum: 'partial',
    bytes: 6,
    data: hello,
  },
  'ip-fragment': {
    ...from('wire', 500_800, 'U2'),
    ...datagramEnds,
    type: 'ip-fragment',
    by: 'us',
    link,
    header: hex(ETHERNET + FRAGMENT),
    id: 6701,
    offset: 1480,
    more: false,
    bytes: 972,
  },
  icmp: {
    ...from('wire', 500_900, 'U2'),
    ...datagramEnds,
    type: 'icmp',
    by: 'peer',
    link,
    header: hex(ETHERNET + ICMP),
    kind: 3,
    code: 3,
    meaning: 'port-unreachable',
  },
  dropped: {
    ...from('wire', 501_000, 'C2'),
    ...connected,
    type: 'dropped',
    by: 'us',
    link,
    header: hex(ETHERNET + IP + TCP),
    what: 'segment',
    flags: ['SYN'],
    relativeSeq: 0,
    bytes: 0,
  },
  'not-captured': { ...from('wire', 501_100, 'C1'), type: 'not-captured', packets: 1204 },
};

const KERNEL_EXAMPLES: { readonly [Type in KernelEvent['type']]: EventOf<Type> } = {
  state: {
    ...from('kernel', 500_200, 'C1'),
    ...connected,
    type: 'state',
    state: 'ESTABLISHED',
    was: 'SYN-SENT',
    how: 'polled',
  },
  queues: { ...from('kernel', 500_300, 'S1'), ...accepted, type: 'queues', receive: 6, send: 0 },
  'accept-queue': {
    ...from('kernel', 500_400, 'L1'),
    local: server,
    type: 'accept-queue',
    waiting: 1,
    limit: 5,
  },
  'tcp-info': {
    ...from('kernel', 500_500, 'C1'),
    ...connected,
    type: 'tcp-info',
    rtt: 43,
    rttVariation: 12,
    rto: 201_000,
    cwnd: 10,
    mss: 32_768,
    unacknowledged: 1,
    timer: { kind: 'on', expires: 200_000, fired: 0 },
  },
};

const SYSCALL_EXAMPLES: { readonly [Type in SyscallEvent['type']]: EventOf<Type> } = {
  syscall: {
    ...from('syscall', 500_000, 'S1'),
    ...accepted,
    type: 'syscall',
    call: 'accept4',
    process: 4242,
    descriptor: 5,
    arguments: '5, 127.0.0.1:52344, SOCK_CLOEXEC',
    result: 7,
    elapsed: 43,
  },
  'left-open': {
    ...from('syscall', 500_100, 'S1'),
    ...accepted,
    type: 'left-open',
    process: 4242,
    killed: 'SIGKILL',
  },
};

/** One event of every type that is seen from outside the program: on loopback, over IPv4. */
export const LANE_EXAMPLES = { ...SYSCALL_EXAMPLES, ...KERNEL_EXAMPLES, ...WIRE_EXAMPLES };
