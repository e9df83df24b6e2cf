import { createPrivateKey } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SocketsError } from '../../src/error.ts';
import { type CredentialFiles, readCredentials } from '../../src/tls/read-credentials.ts';
import { certificate, chain, type TestCertificate } from '../support/certificates.ts';

let folder: string;
let root: TestCertificate;
let own: TestCertificate;
let other: TestCertificate;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-credentials-'));
  root = await certificate({ subject: 'Root', ca: true });
  own = await certificate({ issuer: root });
  other = await certificate();
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** A file with this in it. */
async function file(name: string, text: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

/** What reading fails with, as plain data. */
async function failure(files: CredentialFiles): Promise<unknown> {
  try {
    return await readCredentials(files);
  } catch (error) {
    if (!(error instanceof SocketsError)) return error;
    return { fault: error.fault, failure: error.code, ...error.facts };
  }
}

const bad = (path: string, problem: string) => ({
  fault: 'usage',
  failure: 'bad-certificate',
  path,
  problem,
});

describe('files that can be used', () => {
  test('are given as they are', async () => {
    const cert = await file('cert.pem', chain(own, root));
    const key = await file('key.pem', own.key);
    const ca = await file('ca.pem', chain(root, other));
    const credentials = await readCredentials({ cert, key, ca });

    expect(credentials).toEqual({ cert: chain(own, root), key: own.key, ca: chain(root, other) });
    expect(() => createSecureContext(credentials)).not.toThrow();
  });

  test('may be one, with certificate and key', async () => {
    const text = `a word before\n${own.key}${own.cert}`;
    const cert = await file('both.pem', text);

    expect(await readCredentials({ cert })).toEqual({ cert: text, key: text });
  });

  test('may have the line ends of Windows', async () => {
    const cert = await file('crlf.pem', `${own.cert}${own.key}`.replaceAll('\n', '\r\n'));

    expect(Object.keys(await readCredentials({ cert }))).toEqual(['cert', 'key']);
  });

  test('may be none, or authorities alone', async () => {
    const ca = await file('alone.pem', root.cert);

    expect(await readCredentials({})).toEqual({});
    expect(await readCredentials({ ca })).toEqual({ ca: root.cert });
  });
});

describe('a file that cannot be read', () => {
  test.each(['cert', 'ca'] as const)('is named, with the errno: %s', async (which) => {
    const path = join(folder, 'nowhere.pem');

    expect(await failure({ [which]: path })).toEqual({
      fault: 'usage',
      failure: 'file-unreadable',
      path,
      code: 'ENOENT',
    });
  });
});

describe('a certificate that cannot be used', () => {
  test.each<[string, () => string | Uint8Array, string]>([
    ['is not there', () => '', 'no start line'],
    ['is some other text', () => 'hello\n', 'no start line'],
    ['is a key', () => own.key, 'no start line'],
    ['is in DER', () => Buffer.from([0x30, 0x82, 0x01, 0xbc]), 'no start line'],
    ['is cut off', () => own.cert.slice(0, 300), 'bad end line'],
    ['is damaged', () => damaged(own), 'wrong tag'],
    ['is followed by a damaged one', () => own.cert + damaged(root), 'wrong tag'],
  ])('%s', async (_what, text, problem) => {
    const path = await file('bad-cert.pem', text());
    const key = await file('good-key.pem', own.key);

    expect(await failure({ cert: path, key })).toEqual(bad(path, problem));
    expect(await failure({ ca: path })).toEqual(bad(path, problem));
  });
});

describe('a key that cannot be used', () => {
  test.each<[string, () => string, string]>([
    ['is not there', () => '', 'no private key'],
    ['is a certificate', () => own.cert, 'no private key'],
    ['is a public key', () => publicKey(), 'no private key'],
    ['is cut off', () => own.key.slice(0, 120), 'unsupported'],
    ['belongs to another certificate', () => other.key, 'key values mismatch'],
    ['is encrypted', () => encrypted('pkcs8'), 'encrypted key'],
    ['is encrypted in the old way', () => encrypted('sec1'), 'encrypted key'],
  ])('%s', async (_what, text, problem) => {
    const cert = await file('good-cert.pem', own.cert);
    const key = await file('bad-key.pem', text());

    expect(await failure({ cert, key })).toEqual(bad(key, problem));
  });

  test('is missing beside the certificate', async () => {
    const cert = await file('only-cert.pem', own.cert);

    expect(await failure({ cert })).toEqual(bad(cert, 'no private key'));
  });

  test('has no certificate', async () => {
    const key = await file('only-key.pem', own.key);

    expect(await failure({ key })).toEqual({
      fault: 'usage',
      failure: 'option-needs',
      option: '--key',
      needs: '--cert',
    });
  });
});

function damaged({ cert }: TestCertificate): string {
  return cert.replace(/\n.{8}/, '\nAAAAAAAA');
}

function encrypted(type: 'pkcs8' | 'sec1'): string {
  const cipher = { cipher: 'aes-256-cbc', passphrase: 'secret' };
  return createPrivateKey(own.key)
    .export({ type, format: 'pem', ...cipher })
    .toString();
}

function publicKey(): string {
  return '-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n';
}
