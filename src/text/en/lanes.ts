import type { LanesText } from '../wording-xray.ts';

export const lanes: LanesText = {
  lost: ({ lane, why, tool = '', said = '' }) => {
    const reasons = {
      'no-tool': `${tool} is not installed (sudo apt install ${tool})`,
      'not-permitted': `this user may not; in a private network it is allowed: sockets lab`,
      refused: `this machine does not let ${tool} work (sockets doctor says why)`,
      'not-linux': 'it needs Linux',
      'no-packets': 'a Unix domain socket sends no packets',
      ended: `its program has ended${said === '' ? '' : `: ${said}`}`,
    } as const;
    return `no ${lane} lane: ${reasons[why]}`;
  },
  lacks: (lack) =>
    ({
      'ss-missing':
        'kernel lane without round trips, windows and queue limits: ss is not installed (sudo apt install iproute2)',
      'ss-failed': 'kernel lane without round trips, windows and queue limits: ss has failed',
      changes: 'kernel lane: some changes of state came too fast to be traced, and are missing',
    })[lack],
  more: (tools) =>
    `the real system calls and packets can be shown, too: sudo apt install ${tools.join(' ')}`,
};
