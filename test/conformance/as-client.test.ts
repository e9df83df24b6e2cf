import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Labels } from '../../src/event/label.ts';
import { connectWs } from '../../src/ws/connect.ts';
import { CLOSING_GROUPS } from './closing.ts';
import { FRAGMENT_GROUPS } from './fragmentation.ts';
import { FRAMING_GROUPS } from './framing.ts';
import { LIMIT_GROUPS } from './limits.ts';
import { SuiteServer } from './opening.ts';
import { play } from './play.ts';
import { UTF8_GROUPS } from './utf8.ts';

const GROUPS = {
  ...{ ...FRAMING_GROUPS, ...FRAGMENT_GROUPS, ...UTF8_GROUPS },
  ...{ ...CLOSING_GROUPS, ...LIMIT_GROUPS },
};

let suite: SuiteServer;
beforeAll(async () => {
  suite = await SuiteServer.listen();
});
afterAll(async () => {
  await suite[Symbol.asyncDispose]();
});

/** A client that sends back what comes, until it is closed: what is run against a suite's server. */
async function echoing(port: number) {
  const ws = await connectWs({ port, labels: new Labels() });
  ws.handle({
    message: (_ws, { kind, bytes }) => {
      if (ws.open && !ws.sendAs(kind, bytes)) ws.hold();
    },
    drained: () => ws.release(),
  });
  return ws;
}

describe.each(Object.entries(GROUPS))('%s', (_, cases) => {
  test.each(cases)('$id $what', async (one) => {
    const opening = suite.open();
    const ws = await echoing(suite.port);
    using opened = await opening;
    await play(opened.end, one, 'client');
    const { clean } = await ws.closed;
    expect(clean).toBe(one.ends !== 'failed');
  });
});
