import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer, type TLSSocket } from 'node:tls';
import { now } from '../event/clock.ts';
import type { Layer } from '../stream/layer.ts';
import type { Narrator } from '../stream/narrator.ts';
import { keepPeerChains } from './certificate.ts';
import { limitHandshake } from './limit-handshake.ts';
import { nodeOptions, type TlsServerOptions } from './options.ts';
import { RecordTap } from './record-tap.ts';
import { tellAgreed, tellCertificates, tellFailed, tellVerdict } from './tell-handshake.ts';
import { untrusted, verdictOf } from './verdict.ts';

/** A handshake that is going on, and who waits for its end. */
interface Handshake {
  readonly resolve: (socket: TLSSocket) => void;
  readonly reject: (error: Error, socket: TLSSocket) => void;
}

/**
 * The server's side of TLS over each accepted socket. What passes is looked at only where somebody wants to know of it; else OpenSSL
 * works on the socket directly. Throws nothing itself; a handshake that fails rejects with a SocketsError of `fromTls`.
 */
export function serverLayer(options: TlsServerOptions): Layer {
  const { cert, key, requireCert = false, keylog } = options;
  // Node tells of a handshake's end to the whole server; whose it was is known by the context it began in.
  const handshakes = new AsyncLocalStorage<Handshake>();
  const server = createServer({
    cert,
    key,
    ...nodeOptions(options),
    requestCert: requireCert,
    rejectUnauthorized: requireCert,
  });
  server.on('secureConnection', (socket) => handshakes.getStore()?.resolve(socket));
  server.on('tlsClientError', (error, socket) => handshakes.getStore()?.reject(error, socket));
  if (keylog) server.on('keylog', keylog);
  if (requireCert) keepPeerChains(server); // a client that is refused is gone before we could look

  return async (wire, narrator) => {
    const began = now();
    const tap = narrator.heard ? new RecordTap(wire, narrator) : undefined;
    const beneath = tap ?? wire;
    using _limit = limitHandshake(beneath, narrator, options.handshakeTimeout);
    try {
      const socket = await new Promise<TLSSocket>((resolve, reject) => {
        const handshake = { resolve, reject: refused(narrator, reject) };
        // Whoever else closes it does so in a context of his own: what Node then tells of it is nobody's.
        beneath.once('close', () => setImmediate(() => reject(beneath.errored ?? undefined)));
        handshakes.run(handshake, () => server.emit('connection', beneath));
      });
      // A record that cannot be read may have come right behind the handshake's last.
      if (socket.destroyed) throw socket.errored;
      tellCertificates(narrator, socket);
      if (requireCert) tellVerdict(narrator, { trusted: true, enforced: true });
      tellAgreed(narrator, socket, { began, group: tap?.group });
      return socket;
    } catch (error) {
      throw tellFailed(narrator, error, began);
    }
  };
}

/** Tells what was wrong with a client's certificate, where it had one, before the handshake fails for it. */
function refused(narrator: Narrator, reject: (error: Error) => void): Handshake['reject'] {
  return (error, socket) => {
    const verdict = verdictOf(socket);
    if (verdict.reason !== undefined) {
      tellCertificates(narrator, socket);
      tellVerdict(narrator, { ...verdict, enforced: true });
      reject(untrusted(socket, verdict, narrator.remote));
    } else reject(error);
  };
}
