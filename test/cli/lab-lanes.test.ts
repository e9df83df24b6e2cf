import { describe, expect } from 'vitest';
import { startLab, TESTERS } from '../support/lab.ts';
import { BINARY } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';
import { NFT, TCPDUMP, testNeeding } from '../support/tools.ts';

const CLIENT = ['tcp-client', '127.0.0.1', '9', '--lanes', 'app,wire', '--json'];

describe.each(TESTERS)('a command of $name in a lab', (tester) => {
  testNeeding(
    [NFT, TCPDUMP, ...tester.needs],
    'shows the packet that the lab takes away, at the moment it passed, and the one that comes again',
    async () => {
      const options = ['--drop', 'syn', '--count', '1', '--', process.execPath, BINARY, ...CLIENT];
      await using lab = startLab(tester, options, { stdin: 'ignore' });
      const { stdout, status } = await lab.finished();
      const passed = (await eventsOf(stdout)).flatMap((event) =>
        event.type === 'segment' || event.type === 'dropped' ? [event] : [],
      );
      expect(passed.map(({ type, flags }) => `${type} ${flags?.join(',')}`)).toEqual([
        ...['segment SYN', 'dropped SYN', 'segment SYN', 'segment RST,ACK'],
      ]);
      const [first, dropped, again] = passed;
      expect(dropped?.time).toBe(first?.time);
      expect(again).toMatchObject({ judged: ['retransmission'] });
      expect(status).toBe(3);
    },
  );
});
