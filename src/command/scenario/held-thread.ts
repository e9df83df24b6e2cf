import { parentPort, workerData } from 'node:worker_threads';
import { makeService } from '../../stream/services.ts';
import { listenTcp } from '../../tcp/listen.ts';

/** What the thread is given. The gate is closed while its one number is 0. */
export interface HeldThread {
  readonly backlog: number;
  readonly gate: SharedArrayBuffer;
}

/** What the thread says once it is about to stand still; before and after, each event. */
export interface HeldThreadListens {
  readonly label: string;
  readonly port: number;
}

/**
 * The code of a thread that listens, and then stands still until its gate is opened: an event loop that does not turn accepts nobody, and Node
 * has no other way to hold back accept(2).
 */
async function listenAndHold({ backlog, gate }: HeldThread): Promise<void> {
  const serve = makeService('discard');
  const server = await listenTcp({ port: 0, backlog, serve }, (event) =>
    parentPort?.postMessage({ event }),
  );
  parentPort?.once('message', () => void server.close());
  const listens: HeldThreadListens = { label: server.label, port: server.address.port };
  parentPort?.postMessage(listens);
  Atomics.wait(new Int32Array(gate), 0, 0);
}

// Our own code in `held-listener.ts` gives it.
const given: unknown = workerData;
if (isGiven(given)) await listenAndHold(given);

function isGiven(data: unknown): data is HeldThread {
  return typeof data === 'object' && data !== null && 'gate' in data && 'backlog' in data;
}
