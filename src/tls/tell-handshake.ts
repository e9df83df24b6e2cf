import type { TLSSocket } from 'node:tls';
import { SocketsError } from '../error.ts';
import { formatAddress } from '../event/address.ts';
import type { Microseconds } from '../event/clock.ts';
import { now } from '../event/clock.ts';
import type { Narrator } from '../stream/narrator.ts';
import { systemError } from '../system/failure.ts';
import { describeChain } from './certificate.ts';
import { fromTls } from './failure.ts';
import { parseSecretLine } from './secret-line.ts';
import type { Verdict } from './verdict.ts';

/** Tells a line of the key log. Only where somebody asked for such a log. */
export function tellSecret(narrator: Narrator, line: Buffer): void {
  const secret = narrator.heard ? parseSecretLine(line.toString('latin1')) : undefined;
  if (secret) narrator.tell({ type: 'tls-secret', ...secret });
}

/** Tells the certificates both sides have shown: the peer's chain, and our own where we have one. A session taken up again shows none. */
export function tellCertificates(narrator: Narrator, socket: TLSSocket): void {
  if (!narrator.heard || socket.isSessionReused()) return;
  for (const by of ['us', 'peer'] as const) {
    for (const [depth, certificate] of describeChain(socket, by).entries()) {
      narrator.tell({ type: 'tls-certificate', by, depth, ...certificate });
    }
  }
}

/** Tells what verifying the peer's certificate gave, and whether it decides. */
export function tellVerdict(narrator: Narrator, verdict: Verdict & { enforced: boolean }): void {
  narrator.tell({ type: 'tls-verdict', ...verdict });
}

/** Tells what both sides agreed upon. */
export function tellAgreed(
  narrator: Narrator,
  socket: TLSSocket,
  { began, group }: { readonly began: Microseconds; readonly group: string | undefined },
): void {
  if (!narrator.heard) return;
  const time = now();
  const { alpnProtocol: alpn } = socket;
  narrator.tell(
    {
      type: 'tls-agreed',
      version: (socket.getProtocol() ?? '?').replace('TLSv', 'TLS ').replace(/^TLS 1$/, 'TLS 1.0'),
      cipher: socket.getCipher().standardName,
      ...(group !== undefined && { group }),
      ...(typeof alpn === 'string' && { alpn }),
      resumed: socket.isSessionReused(),
      elapsed: time - began,
    },
    time,
  );
}

/** Tells that the handshake failed, and gives the failure with its facts. */
export function tellFailed(narrator: Narrator, error: unknown, began: Microseconds): SocketsError {
  const failure = fromTls(asHandshake(error, narrator), narrator.remote);
  const time = now();
  if (failure.code === 'tls-untrusted') return failure; // the verdict has told it
  if (failure.code === 'tls-handshake-timeout') {
    narrator.tell({ type: 'timeout', what: 'handshake', after: time - began }, time);
  } else {
    // What has no code of ours has OpenSSL's.
    const code = failure.code === 'system' ? systemError(error).code : failure.code;
    narrator.tell({ type: 'error', call: 'TLS handshake', code }, time);
  }
  return failure;
}

/** The time there was for connecting may run out only now: the peer has answered, but not in TLS. */
function asHandshake(error: unknown, { remote }: Narrator): unknown {
  if (!(error instanceof SocketsError) || !isConnectTimeout(error)) return error;
  const { seconds } = error.facts;
  const facts = { address: formatAddress(remote), seconds };
  return new SocketsError('peer', 'tls-handshake-timeout', facts, { cause: error });
}

function isConnectTimeout(error: SocketsError): error is SocketsError<'connect-timeout'> {
  return error.code === 'connect-timeout';
}
