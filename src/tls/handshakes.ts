import { AsyncLocalStorage } from 'node:async_hooks';
import type { Duplex } from 'node:stream';
import type { Server, TLSSocket } from 'node:tls';
import { unbroken } from './unbroken.ts';

/** Who waits for the end of one handshake. */
interface Handshake {
  readonly resolve: (socket: TLSSocket) => void;
  readonly reject: (error: Error, socket: TLSSocket) => void;
  readonly secret: Hearer['secret'];
}

/** Who hears of one handshake while it goes on. */
interface Hearer {
  /** What made it fail, as the error to fail with. */
  readonly explain: (error: Error, socket: TLSSocket) => Error;
  /** A line of its key log, where there is one. */
  readonly secret: (line: Buffer) => void;
}

/** The handshakes of one server of TLS, each by itself: Node tells of their ends to the whole server, and not whose they were. */
export class Handshakes {
  readonly #server: Server;
  /** Known by the context in which it began. */
  readonly #whose = new AsyncLocalStorage<Handshake>();
  #underWay = 0;

  /** `keylog` takes the lines of all of them, too; without it there are none. */
  constructor(server: Server, keylog?: (line: Buffer) => void) {
    this.#server = server;
    if (keylog) {
      server.on('keylog', (line) => {
        keylog(line);
        this.#whose.getStore()?.secret(line);
      });
    }
    server.on('secureConnection', (socket) => this.#whose.getStore()?.resolve(socket));
    server.on('tlsClientError', (error, socket) => this.#whose.getStore()?.reject(error, socket));
  }

  /**
   * Shakes hands over a socket. Resolves with what `unbroken` gives; rejects with what the hearer's `explain` makes of a failure, and with
   * `undefined` or the socket's own error when somebody closed it meanwhile.
   */
  async over(beneath: Duplex, { explain, secret }: Hearer): Promise<() => TLSSocket> {
    this.#underWay += 1;
    // Until it is complete, the end of the client's half is the end of it: Node would wait on for the rest.
    beneath.allowHalfOpen = false;
    try {
      return await new Promise((resolve, reject) => {
        const handshake: Handshake = {
          resolve: (socket) => resolve(complete(beneath, socket)),
          reject: (error, socket) => reject(explain(error, socket)),
          secret,
        };
        // Whoever else closes it does so in a context of his own: what Node then tells of it is nobody's.
        beneath.once('close', () => setImmediate(() => reject(beneath.errored ?? undefined)));
        this.#whose.run(handshake, () => this.#server.emit('connection', beneath));
      });
    } finally {
      this.#underWay -= 1;
      // Else it costs time at each read and write of every connection.
      if (this.#underWay === 0) this.#whose.disable();
    }
  }
}

/** At once, for an end of the stream may come right behind. */
function complete(beneath: Duplex, socket: TLSSocket): () => TLSSocket {
  beneath.allowHalfOpen = true;
  socket.allowHalfOpen = true;
  return unbroken(socket);
}
