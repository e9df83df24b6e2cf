import { afterAll, beforeAll, describe, test } from 'vitest';
import { type RunningProcess, startSockets } from '../support/sockets-process.ts';
import { CLOSING_GROUPS } from './closing.ts';
import { FRAGMENT_GROUPS } from './fragmentation.ts';
import { FRAMING_GROUPS } from './framing.ts';
import { LIMIT_GROUPS } from './limits.ts';
import { openClient } from './opening.ts';
import { play } from './play.ts';
import { UTF8_GROUPS } from './utf8.ts';

const SMALL = { ...FRAMING_GROUPS, ...FRAGMENT_GROUPS, ...UTF8_GROUPS, ...CLOSING_GROUPS };

const SERVERS = [
  { args: ['--compress', '--quiet'], groups: { ...SMALL, ...LIMIT_GROUPS } },
  { args: ['--compress', '--hex', '--explain'], groups: SMALL },
  { args: ['--quiet', '--fragment', '100'], groups: { ...SMALL, ...FRAGMENT_GROUPS } },
] as const;

describe.each(SERVERS)('ws-server $args', ({ args, groups }) => {
  let server: RunningProcess;
  let port = 0;
  beforeAll(async () => {
    server = startSockets(['ws-server', '0', ...args]);
    port = await server.port;
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });

  describe.each(Object.entries(groups))('%s', (_, cases) => {
    test.each(cases)('$id $what', async (one) => {
      using opened = await openClient(port);
      await play(opened.end, one, 'server');
    });
  });
});
