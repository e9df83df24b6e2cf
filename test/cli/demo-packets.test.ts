import { describe, expect } from 'vitest';
import { TESTERS } from '../support/lab.ts';
import { startSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';
import { TCPDUMP, testNeeding } from '../support/tools.ts';

describe.each(TESTERS)('the first screen of $name', ({ options, needs }) => {
  testNeeding(
    [TCPDUMP, ...needs],
    'has the real packets of the handshake between the steps of the client',
    async () => {
      await using program = startSockets(['demo', '--json'], options);
      program.endInput();
      const { stdout, status } = await program.finished();
      const events = await eventsOf(stdout);
      const seen = events
        .filter(({ socket }) => socket === 'C1' || socket === 'S1')
        .map((event) => (event.type === 'segment' ? event.flags.join(',') : event.type));
      const opening = ['attempt', 'SYN', 'SYN,ACK', 'ACK', 'connect'];
      expect(seen.filter((step) => opening.includes(step)).slice(0, 5)).toEqual(opening);
      // On a busy machine one may come twice.
      const ends = events.filter(
        (event) =>
          event.type === 'segment' &&
          event.flags.includes('FIN') &&
          !event.judged?.some((rule) => rule.endsWith('retransmission')),
      );
      expect(ends.map(({ socket }) => socket)).toEqual(['C1', 'S1']);
      expect(status).toBe(0);
    },
  );
});
