import { afterAll, beforeAll, expect, test } from 'vitest';
import { Labels } from '../../src/event/label.ts';
import { connectWs } from '../../src/ws/connect.ts';
import { type RunningProcess, startSockets } from '../support/sockets-process.ts';
import { binary, binaryBack, type Sent, text } from './case.ts';
import { type Opened, openClient, SuiteServer } from './opening.ts';
import { told } from './suite-end.ts';

// Whoever closes a socket with octets in it that were not read sends RST, and takes its own last octets from the peer (RFC 2525 §2.17):
// so all that follows a broken rule is read, though nobody wants it.

const MIB = 1024 * 1024;
const BROKEN = text('no', { rsv: 7 });
const FLOOD: readonly Sent[] = Array.from({ length: 10 }, () => binary(Buffer.alloc(MIB)));
const LONG = Buffer.alloc(8 * MIB, 'echo');

let server: RunningProcess;
let suite: SuiteServer;
beforeAll(async () => {
  server = startSockets(['ws-server', '0', '--quiet']);
  suite = await SuiteServer.listen();
  await server.port;
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await suite[Symbol.asyncDispose]();
});

async function echoingClient(): Promise<Opened> {
  const opening = suite.open();
  const ws = await connectWs({ port: suite.port, labels: new Labels() });
  ws.handle({
    message: (_ws, { kind, bytes }) => void (ws.sendAs(kind, bytes) || ws.hold()),
    drained: () => ws.release(),
  });
  return opening;
}

const TESTEES = [
  { testee: 'server', open: async () => openClient(await server.port) },
  { testee: 'client', open: echoingClient },
] as const;

test.each(TESTEES)(
  'of a $testee, the Close frame is read by a peer that first sends 10 MiB more',
  async ({ open }) => {
    using opened = await open();
    const { end } = opened;
    end.stopReading();
    await end.send([BROKEN, ...FLOOD]);
    await end.allTaken();
    end.readOn();
    expect(await end.closeCode()).toBe(1002);
    expect(await end.end()).toEqual([]);
    await end.gone();
  },
);

test.each(TESTEES)(
  'of a $testee, by one that also ends its stream before it reads',
  async ({ open }) => {
    using opened = await open();
    const { end } = opened;
    end.stopReading();
    await end.send([BROKEN, ...FLOOD]);
    await end.finish();
    end.readOn();
    expect(await end.closeCode()).toBe(1002);
    await end.gone();
  },
);

test.each(TESTEES)(
  'of a $testee, by one that has 8 MiB to read before it, too',
  async ({ open }) => {
    using opened = await open();
    const { end } = opened;
    end.stopReading();
    await end.send([binary(LONG), BROKEN, ...FLOOD]);
    end.readOn();
    expect((await end.answers(1)).map(told)).toEqual([told(binaryBack(LONG))]);
    expect(await end.closeCode()).toBe(1002);
    expect(await end.end()).toEqual([]);
    await end.gone();
  },
);
