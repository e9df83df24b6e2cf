import type { DoctorText } from '../wording-doctor.ts';

export const doctor: DoctorText = {
  names: {
    ipv6: 'IPv6 on loopback',
    multicast: 'multicast on loopback',
    network: 'private network',
  },
  uses: {
    node: 'everything',
    ipv6: '--ipv6, and ::1 for any host',
    multicast: 'udp-recv --multicast, demo udp',
    strace: 'system calls: --lanes syscall, --xray, watch',
    tcpdump: 'packets: --lanes wire, --xray',
    tables: 'states and queues: --lanes kernel, --xray',
    ss: 'round trips, windows and timers in the kernel lane',
    trace: 'every change of state in the kernel lane, none missed',
    network: 'lab, and the packets of demo',
    nft: 'lost packets: lab --loss, lab --drop',
    tbf: 'a narrow link: lab --rate',
    netem: 'a slow link: lab --delay',
  },
  reasons: {
    'not-linux': 'only Linux has it',
    missing: 'not installed',
    'not-permitted': 'this user may not',
    'in-lab-only': 'this user may not here, but may in a private network',
    'no-kernel': 'this kernel does not have it',
    'no-network': 'needs a private network',
    old: 'too old: at least 20.19 is needed (https://nodejs.org)',
    failed: 'tried, and it failed',
  },
  setting: (setting) => `forbidden by ${setting}`,
  lanes: ({ here, inLab }) =>
    `Lanes here: ${here.join(', ')}${inLab.length > 0 ? `; in a private network also ${inLab.join(', ')}` : ''}`,
  commands: (without) =>
    without.length === 0
      ? 'Every command works here.'
      : `Every command works here, but not: ${without.join(', ')}`,
};
