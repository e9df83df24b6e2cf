import { appendFileSync } from 'node:fs';
import type { SecureVersion } from 'node:tls';
import type { Command } from 'commander';
import { SocketsError } from '../error.ts';
import type { Address, InternetAddress } from '../event/address.ts';
import type { Layer } from '../stream/layer.ts';
import { fromSystem, systemError } from '../system/failure.ts';
import { systemCode } from '../terminal/system-code.ts';
import type { Text } from '../text/text.ts';
import { choiceOption, option } from './shared-options.ts';

const VERSIONS = ['1.0', '1.1', '1.2', '1.3'] as const;
type Version = (typeof VERSIONS)[number];

/** The options of TLS that both sides have, as commander gives them. */
interface ParsedTlsOptions {
  readonly tls?: true;
  readonly cert?: string;
  readonly key?: string;
  readonly ca?: string;
  readonly alpn?: string;
  readonly tlsMin?: Version;
  readonly tlsMax?: Version;
  readonly keylog?: string;
}

/** A server's. */
export interface ParsedTlsServerOptions extends ParsedTlsOptions {
  readonly requireCert?: true;
}

/** A client's. */
export interface ParsedTlsClientOptions extends ParsedTlsOptions {
  readonly servername?: string;
  readonly insecure?: true;
}

/** Adds a server's. */
export function addTlsServerOptions(command: Command, text: Text): Command {
  const withTls = command.addOption(option(text, 'tls'));
  return addTlsOptions(withTls, text).addOption(option(text, 'requireCert'));
}

/** Adds a client's. */
export function addTlsClientOptions(command: Command, text: Text): Command {
  return addSecureClientOptions(command.addOption(option(text, 'tls')), text);
}

/** Adds those of a client whose URL says whether there is TLS. */
export function addSecureClientOptions(command: Command, text: Text): Command {
  return addTlsOptions(command, text)
    .addOption(option(text, 'servername'))
    .addOption(option(text, 'insecure'));
}

function addTlsOptions(command: Command, text: Text): Command {
  return command
    .addOption(option(text, 'cert'))
    .addOption(option(text, 'key'))
    .addOption(option(text, 'ca'))
    .addOption(option(text, 'alpn'))
    .addOption(choiceOption(text, 'tlsMin', VERSIONS))
    .addOption(choiceOption(text, 'tlsMax', VERSIONS))
    .addOption(option(text, 'keylog'));
}

/** Takes what a run cannot go on with. */
type Failed = (error: SocketsError) => void;

/** A server's layer, and the fingerprint of its certificate if it was made for this run alone. */
export interface TlsServer {
  readonly layer?: Layer;
  readonly fingerprint?: string;
}

/**
 * What the options mean to a server on `host`. `failed` is told when the key log cannot be written any more. Throws `option-needs`,
 * `file-unreadable`, `file-unwritable`, `bad-certificate`, …
 */
export async function tlsServer(
  options: ParsedTlsServerOptions,
  host: string,
  failed: Failed,
): Promise<TlsServer> {
  if (!wanted(options)) return {};
  if (options.requireCert && options.ca === undefined) throw needs('--require-cert', '--ca');
  const { serverLayer } = await import('../tls/server-layer.ts');
  const { cert, key, ...rest } = await tlsOptions(options, failed);
  const requireCert = options.requireCert === true;
  if (cert !== undefined && key !== undefined) {
    return { layer: serverLayer({ ...rest, cert, key, requireCert }) };
  }
  const { makeCertificate } = await import('../tls/make-certificate.ts');
  const { fingerprint, ...made } = await makeCertificate({ names: [host] });
  return { layer: serverLayer({ ...rest, ...made, requireCert }), fingerprint };
}

/** A client's layer, and what an error of a connection with it means. */
export interface TlsClient {
  readonly layer?: Layer;
  readonly failure: (error: Error, remote: Address | undefined) => SocketsError;
}

/** What the options mean to a client that connects to `host`; `by` is what it is told to speak TLS by. Otherwise as `tlsServer`. */
export async function tlsClient(
  options: ParsedTlsClientOptions,
  { host, port }: InternetAddress,
  failed: Failed,
  by = '--tls',
): Promise<TlsClient> {
  const inPlain = (error: Error) => fromSystem(error, { call: 'read', host, port });
  if (!wanted(options, by)) return { failure: inPlain };
  const { servername, insecure } = options;
  if (servername === '') throw missing('--servername');
  const [{ clientLayer }, { fromTls }] = await Promise.all([
    import('../tls/client-layer.ts'),
    import('../tls/failure.ts'),
  ]);
  const layer = clientLayer(
    {
      ...(await tlsOptions(options, failed)),
      ...(servername !== undefined && { servername }),
      insecure: insecure === true,
    },
    host,
  );
  // What is no word of OpenSSL's happened beneath: a reset is one, whatever lies on top.
  const isTls = (error: Error) => systemError(error).code.startsWith('ERR_SSL_');
  return { layer, failure: (error, to) => (isTls(error) ? fromTls(error, to) : inPlain(error)) };
}

/** Whether there shall be TLS. Throws `option-needs` for an option that means nothing without. */
function wanted(options: ParsedTlsServerOptions & ParsedTlsClientOptions, by = '--tls'): boolean {
  const { cert, key, ca, alpn, tlsMin, tlsMax, keylog, requireCert, servername, insecure } =
    options;
  if (options.tls) return true;
  const given = {
    ...{ '--cert': cert, '--key': key, '--ca': ca, '--alpn': alpn, '--keylog': keylog },
    ...{ '--tls-min': tlsMin, '--tls-max': tlsMax, '--require-cert': requireCert },
    ...{ '--servername': servername, '--insecure': insecure },
  };
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) throw needs(name, by);
  }
  return false;
}

function needs(option: string, needs: string): SocketsError {
  return new SocketsError('usage', 'option-needs', { option, needs });
}

function missing(option: string): SocketsError {
  return new SocketsError('usage', 'missing-option-value', { option });
}

/** What the options mean to either side, with the files they name. */
async function tlsOptions({ cert, key, ca, ...options }: ParsedTlsOptions, failed: Failed) {
  const { readCredentials } = await import('../tls/read-credentials.ts');
  const { alpn, keylog, tlsMin, tlsMax } = options;
  if (tlsMin !== undefined && tlsMax !== undefined && tlsMin > tlsMax) {
    const facts = { one: `--tls-min ${tlsMin}`, other: `--tls-max ${tlsMax}` };
    throw new SocketsError('usage', 'conflicting-options', facts);
  }
  return {
    ...(await readCredentials({ cert, key, ca })),
    ...(tlsMin && { minVersion: nodeVersion(tlsMin) }),
    ...(tlsMax && { maxVersion: nodeVersion(tlsMax) }),
    ...(alpn !== undefined && { alpn: protocolsIn(alpn) }),
    ...(keylog !== undefined && { keylog: keylogTo(keylog, failed) }),
  };
}

/** The most octets of one name, and of all of them with a length before each (RFC 7301 §3.1). */
const LONGEST_NAME = 255;
const LONGEST_LIST = 65_535;

/** What Node would end the program for. */
function protocolsIn(alpn: string): readonly string[] {
  const names = alpn.split(',').map((name) => name.trim());
  const lengths = names.map((name) => Buffer.byteLength(name));
  const list = lengths.reduce((sum, length) => sum + 1 + length, 0);
  if (lengths.includes(0)) throw missing('--alpn');
  if (Math.max(...lengths) > LONGEST_NAME || list > LONGEST_LIST) {
    throw new SocketsError('usage', 'system', { call: '--alpn', code: 'ERR_OUT_OF_RANGE' });
  }
  return names;
}

function nodeVersion(version: Version): SecureVersion {
  return version === '1.0' ? 'TLSv1' : `TLSv${version}`;
}

/** Appends each line as it comes, so that Wireshark can read along. Throws `file-unwritable` at once where it cannot. */
function keylogTo(path: string, failed: Failed): (line: Buffer) => void {
  const unwritable = (cause: unknown) => {
    const facts = { path, code: systemCode(cause) };
    return new SocketsError('system', 'file-unwritable', facts, { cause });
  };
  // Whoever has these lines can read the conversation: the owner alone.
  const append = (line: string | Buffer) => appendFileSync(path, line, { mode: 0o600 });
  try {
    append('');
  } catch (cause) {
    throw unwritable(cause);
  }
  return (line) => {
    try {
      append(line);
    } catch (cause) {
      // OpenSSL is in the middle of the handshake: nothing may be closed under its hands.
      queueMicrotask(() => failed(unwritable(cause)));
    }
  };
}

/** A fingerprint in two lines, as openssl x509 prints it: 32 octets are too many for one of 80 columns. */
export function inTwo(fingerprint: string): string[] {
  const half = (fingerprint.length + 1) / 2;
  return [fingerprint.slice(0, half), fingerprint.slice(half)].map((line) => `  ${line}`);
}
