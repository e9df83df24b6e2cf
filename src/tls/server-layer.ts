import { createServer, type TLSSocket } from 'node:tls';
import { now } from '../event/clock.ts';
import type { Layer } from '../stream/layer.ts';
import type { Narrator } from '../stream/narrator.ts';
import { keepPeerChains } from './certificate.ts';
import { Handshakes } from './handshakes.ts';
import { limitHandshake } from './limit-handshake.ts';
import { nodeOptions, type TlsServerOptions } from './options.ts';
import { RecordTap } from './record-tap.ts';
import {
  tellAgreed,
  tellCertificates,
  tellFailed,
  tellSecret,
  tellVerdict,
} from './tell-handshake.ts';
import { untrusted, verdictOf } from './verdict.ts';

/**
 * The server's side of TLS over each accepted socket. What passes is looked at only where somebody wants to know of it; else OpenSSL
 * works on the socket directly. Throws nothing itself; a handshake that fails rejects with a SocketsError of `fromTls`.
 */
export function serverLayer(options: TlsServerOptions): Layer {
  const { cert, key, requireCert = false, keylog } = options;
  const server = createServer({
    cert,
    key,
    ...nodeOptions(options),
    requestCert: requireCert,
    rejectUnauthorized: requireCert,
  });
  const handshakes = new Handshakes(server, keylog);
  if (requireCert) keepPeerChains(server); // a client that is refused is gone before we could look

  return async (wire, narrator) => {
    const began = now();
    const tap = narrator.heard ? new RecordTap(wire, narrator) : undefined;
    const beneath = tap ?? wire;
    using _limit = limitHandshake(beneath, narrator, options.handshakeTimeout);
    try {
      const complete = await handshakes.over(beneath, {
        explain: (error, socket) => explained(narrator, error, socket),
        secret: (line) => tellSecret(narrator, line),
      });
      const socket = complete();
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
function explained(narrator: Narrator, error: Error, socket: TLSSocket): Error {
  const verdict = verdictOf(socket);
  if (verdict.reason === undefined) return error;
  tellCertificates(narrator, socket);
  tellVerdict(narrator, { ...verdict, enforced: true });
  return untrusted(socket, verdict, narrator.remote);
}
