import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { SocketsError } from '../error.ts';
import { systemError } from '../system/failure.ts';

/** Paths of files in PEM (RFC 7468): a certificate with those that signed it, its private key, and authorities to trust. */
export interface CredentialFiles {
  readonly cert?: string | undefined;
  /** Default: the certificate's file, where many keep both. */
  readonly key?: string | undefined;
  readonly ca?: string | undefined;
}

/** What was in the files, fit for `tls.createSecureContext`. */
export interface Credentials {
  readonly cert?: string;
  readonly key?: string;
  readonly ca?: string;
}

/**
 * Reads the files and looks whether OpenSSL can use them. Throws SocketsError: `file-unreadable`, `option-needs` for a key without a
 * certificate, or `bad-certificate`. Its `problem` is `no private key`, `encrypted key`, or OpenSSL's own words: `no start line` for
 * what is not in PEM, `key values mismatch` for a key of another certificate, …
 */
export async function readCredentials(files: CredentialFiles): Promise<Credentials> {
  const ca = files.ca === undefined ? {} : { ca: await readAuthorities(files.ca) };
  if (files.cert !== undefined) {
    return { ...ca, ...(await readPair(files.cert, files.key ?? files.cert)) };
  }
  if (files.key === undefined) return ca;
  throw new SocketsError('usage', 'option-needs', { option: '--key', needs: '--cert' });
}

async function readAuthorities(path: string): Promise<string> {
  const text = await read(path);
  // As a context's `ca` OpenSSL would pass over what it cannot read.
  certificatesIn(path, text);
  return text;
}

async function readPair(certPath: string, keyPath: string) {
  const cert = await read(certPath);
  const key = keyPath === certPath ? cert : await read(keyPath);
  const [own] = certificatesIn(certPath, cert);
  const privateKey = privateKeyIn(keyPath, key);
  if (own && !own.checkPrivateKey(privateKey)) throw bad(keyPath, 'key values mismatch');
  attempt(certPath, () => createSecureContext({ cert, key }));
  return { cert, key };
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const { code } = systemError(cause);
    // A wrong name is the user's to mend, the rest the machine's.
    const fault = code === 'ENOENT' || code === 'EISDIR' ? 'usage' : 'system';
    throw new SocketsError(fault, 'file-unreadable', { path, code }, { cause });
  }
}

/** Each certificate in the text of a file; at least one. */
function certificatesIn(path: string, text: string): readonly X509Certificate[] {
  const blocks = text
    .split(/(?=-----BEGIN )/)
    .filter((block) => /^-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/.test(block));
  if (blocks.length === 0) throw bad(path, 'no start line');
  return blocks.map((block) => attempt(path, () => new X509Certificate(block)));
}

function privateKeyIn(path: string, text: string): KeyObject {
  const [label] = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/.exec(text) ?? [];
  if (label === undefined) throw bad(path, 'no private key');
  // The second form is that of RFC 1421, from before PKCS #8.
  if (label.includes('ENCRYPTED') || /^Proc-Type: 4,ENCRYPTED/m.test(text)) {
    throw bad(path, 'encrypted key');
  }
  return attempt(path, () => createPrivateKey(text));
}

function attempt<Result>(path: string, action: () => Result): Result {
  try {
    return action();
  } catch (cause) {
    throw bad(path, reasonOf(cause), cause);
  }
}

/** OpenSSL's words for why. */
function reasonOf(cause: unknown): string {
  const reason: unknown = cause instanceof Error ? Reflect.get(cause, 'reason') : undefined;
  return typeof reason === 'string' ? reason : systemError(cause).code || String(cause);
}

function bad(path: string, problem: string, cause?: unknown): SocketsError {
  return new SocketsError('usage', 'bad-certificate', { path, problem }, { cause });
}
