import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Labels } from '../../src/event/label.ts';
import { connectWs } from '../../src/ws/connect.ts';
import type { DeflateParameters } from '../../src/ws/extension-offer.ts';
import { type RunningProcess, startSockets } from '../support/sockets-process.ts';
import type { Case } from './case.ts';
import { COMPRESSED, EXCHANGES, WINDOW_ROUNDS } from './compression.ts';
import {
  agreementOf,
  CLIENT_ROWS,
  type ClientRow,
  SERVER_ROWS,
  type ServerRow,
} from './negotiation.ts';
import { openClient, SuiteServer } from './opening.ts';
import { play } from './play.ts';

const CASES = [...EXCHANGES, ...COMPRESSED];
const OFFER = 'permessage-deflate; client_max_window_bits';
const WINDOWS: Case = {
  id: '13',
  what: 'windows',
  rounds: WINDOW_ROUNDS,
  ends: 'asked',
  code: 1000,
};

describe('a server', () => {
  let server: RunningProcess;
  let port = 0;
  beforeAll(async () => {
    server = startSockets(['ws-server', '0', '--compress', '--quiet']);
    port = await server.port;
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });

  async function run({ offer, agreed }: ServerRow, one: Case): Promise<void> {
    using opened = await openClient(port, { offer, agreed });
    expect(agreementOf(opened.extensions)).toEqual(agreed);
    await play(opened.end, one, 'server');
  }

  test.each(CASES)('$id $what', (one) =>
    run({ offer: OFFER, agreed: agreementOf('permessage-deflate') }, one),
  );
  test.each(SERVER_ROWS)('13 is offered $offer', (row) => run(row, WINDOWS));
});

describe('a client', () => {
  let suite: SuiteServer;
  beforeAll(async () => {
    suite = await SuiteServer.listen();
  });
  afterAll(async () => {
    await suite[Symbol.asyncDispose]();
  });

  async function run({ offers, answer, agreed }: ClientRow, one: Case): Promise<void> {
    const opening = suite.open({ ...(answer !== undefined && { answer }), agreed });
    const ws = await connectWs({ port: suite.port, labels: new Labels(), deflate: offers });
    ws.handle({
      message: (_ws, { kind, bytes }) => void (ws.sendAs(kind, bytes) || ws.hold()),
      drained: () => ws.release(),
    });
    using opened = await opening;
    await play(opened.end, one, 'client');
  }

  const anything: readonly DeflateParameters[] = [
    { serverNoContextTakeover: false, clientNoContextTakeover: false, clientMaxWindowBits: 'any' },
  ];
  const answer = 'permessage-deflate';
  test.each(CASES)('$id $what', (one) =>
    run({ offers: anything, answer, agreed: agreementOf(answer) }, one),
  );
  test.each(CLIENT_ROWS)('13 is answered $answer to $offers', (row) => run(row, WINDOWS));
});
