import { once } from 'node:events';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';
import { now } from '../event/clock.ts';
import type { Layer } from '../stream/layer.ts';
import { limitHandshake } from './limit-handshake.ts';
import { nodeOptions, type TlsClientOptions } from './options.ts';
import { RecordTap } from './record-tap.ts';
import {
  tellAgreed,
  tellCertificates,
  tellFailed,
  tellSecret,
  tellVerdict,
} from './tell-handshake.ts';
import { unbroken } from './unbroken.ts';
import { untrusted, verdictOf } from './verdict.ts';

/**
 * The client's side of TLS over a connected socket, to `host`. What passes is looked at only where somebody wants to know of it; else
 * OpenSSL works on the socket directly. The layer rejects with SocketsError: `tls-untrusted` and its kin.
 */
export function clientLayer(options: TlsClientOptions, host: string): Layer {
  const { servername = host, insecure = false } = options;
  return async (wire, narrator) => {
    const began = now();
    const tap = narrator.heard ? new RecordTap(wire, narrator) : undefined;
    const beneath = tap ?? wire;
    using _limit = limitHandshake(beneath, narrator, options.handshakeTimeout);
    const socket = begin(beneath, servername, options);
    if (options.keylog) socket.on('keylog', (line) => tellSecret(narrator, line));
    const complete = unbroken(socket);
    try {
      await once(socket, 'secureConnect');
      complete();
    } catch (error) {
      throw tellFailed(narrator, error, began);
    }
    tellCertificates(narrator, socket);
    const verdict = verdictOf(socket, servername);
    tellVerdict(narrator, { ...verdict, enforced: !insecure });
    if (!verdict.trusted && !insecure) {
      const failure = untrusted(socket, verdict, narrator.remote);
      socket.destroy();
      throw failure;
    }
    tellAgreed(narrator, socket, { began, group: tap?.group });
    return socket;
  };
}

function begin(beneath: Duplex, servername: string, options: TlsClientOptions): TLSSocket {
  const { cert, key, keylog } = options;
  const socket = connect({
    socket: beneath,
    // An IP address is no name to ask for (RFC 6066 §3).
    ...(isIP(servername) === 0 && { servername }),
    ...nodeOptions(options),
    ...(cert !== undefined && key !== undefined && { cert, key }),
    // We look ourselves, so that a refused certificate is shown, too; and for a name of our choice.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
  if (keylog) socket.on('keylog', keylog);
  return socket;
}
