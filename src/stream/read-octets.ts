import type { Handler } from './handler.ts';

/** What reading needs of a connection. */
interface Readable {
  handle(handler: Handler): void;
  hold(): void;
  release(): void;
  readonly closed: Promise<{ readonly error?: Error }>;
}

/** Every chunk a connection receives, until its end of stream. Throws the errno's error when it was cut before. */
export async function* readOctets(
  connection: Readable,
): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks: Uint8Array[] = [];
  let ended = false;
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  connection.handle({
    receive(_connection, bytes) {
      chunks.push(bytes);
      // One chunk at a time: what we have not taken yet is better kept by the kernel, whose window tells the peer.
      connection.hold();
      wake();
    },
    endOfStream() {
      ended = true;
      wake();
    },
  });
  void connection.closed.then(({ error }) => {
    ended = true;
    failure = error;
    wake();
  });
  for (;;) {
    const chunk = chunks.shift();
    if (chunk) yield chunk;
    else if (failure) throw failure;
    else if (ended) return;
    else {
      connection.release();
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
}
