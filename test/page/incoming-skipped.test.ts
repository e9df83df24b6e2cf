import { expect, test } from 'vitest';
import { Incoming } from '../../src/page/model/incoming.ts';
import { encodeHeader } from '../../src/trace/json-lines.ts';

test('a page that came late knows how many lines it will not get, and reads on', () => {
  const incoming = new Incoming();
  incoming.follow(encodeHeader({ program: 'sockets 0.1.0', created: 1 }));
  incoming.follow('{"skipped":1234}\n');
  incoming.follow('{"time":2,"source":"app","socket":"S1","type":"shutdown"}\n');
  incoming.follow('{"ended":true}\n');
  const { skipped, bad, events, hasEnded } = incoming;
  expect({ skipped, bad, events: events.length, hasEnded }).toEqual({
    ...{ skipped: 1234, bad: undefined, events: 1, hasEnded: true },
  });
});
