import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import {
  type ParsedTlsClientOptions,
  type ParsedTlsServerOptions,
  tlsClient,
  tlsServer,
} from '../../src/command/tls-options.ts';
import { PemFiles } from '../support/pem-files.ts';
import { own, root } from '../tls/layers.ts';

const pem = new PemFiles();
afterAll(() => pem[Symbol.dispose]());
const { cert, key } = pem.write('own', own);
const other = pem.write('root', root);
const text = pem.path('text.pem');
writeFileSync(text, 'no certificate\n');

const failed = (error: Error) => {
  throw error;
};

const SIDES = [
  {
    side: 'server',
    made: (options: ParsedTlsServerOptions) => tlsServer(options, '127.0.0.1', failed),
  },
  {
    side: 'client',
    made: (options: ParsedTlsClientOptions) =>
      tlsClient(options, { host: 'localhost', port: 9 }, failed),
  },
];
type Options = ParsedTlsServerOptions & ParsedTlsClientOptions;

/** What making the layer fails with: everybody's own to mend, so a usage error. */
function usage(code: string, facts: object) {
  return { fault: 'usage', code, facts, exitStatus: 2 };
}

describe.each(SIDES)('a $side', ({ made }) => {
  test('without --tls has no layer', async () => {
    expect(await made({})).not.toHaveProperty('layer');
  });

  test('with --tls has one', async () => {
    expect(await made({ tls: true })).toHaveProperty('layer');
    expect(await made({ tls: true, cert, key, ca: other.cert })).toHaveProperty('layer');
  });

  test.each<readonly [option: string, given: Options]>([
    ['--cert', { cert }],
    ['--key', { key }],
    ['--ca', { ca: cert }],
    ['--alpn', { alpn: 'x' }],
    ['--keylog', { keylog: text }],
    ['--tls-min', { tlsMin: '1.2' }],
    ['--tls-max', { tlsMax: '1.3' }],
    ['--require-cert', { requireCert: true }],
    ['--servername', { servername: 'x' }],
    ['--insecure', { insecure: true }],
  ])('%s without --tls means nothing', async (option, given) => {
    await expect(made(given)).rejects.toMatchObject(
      usage('option-needs', { option, needs: '--tls' }),
    );
  });

  test.each<readonly [what: string, given: Options]>([
    ['certificate', { cert: pem.path('none') }],
    ['key', { cert, key: pem.path('none') }],
    ['authority', { ca: pem.path('none') }],
  ])('a %s that is not there', async (_what, given) => {
    const facts = { path: pem.path('none'), code: 'ENOENT' };

    await expect(made({ tls: true, ...given })).rejects.toMatchObject(
      usage('file-unreadable', facts),
    );
  });

  test.each<readonly [what: string, given: Options, path: string, problem: string]>([
    ['key of another certificate', { cert, key: other.key }, other.key, 'key values mismatch'],
    ['text for a certificate', { cert: text }, text, 'no start line'],
    ['text for an authority', { ca: text }, text, 'no start line'],
    ['certificate for a key', { cert }, cert, 'no private key'],
  ])('a %s', async (_what, given, path, problem) => {
    await expect(made({ tls: true, ...given })).rejects.toMatchObject(
      usage('bad-certificate', { path, problem }),
    );
  });

  test('a key without its certificate', async () => {
    await expect(made({ tls: true, key })).rejects.toMatchObject(
      usage('option-needs', { option: '--key', needs: '--cert' }),
    );
  });

  test('limits that leave no version', async () => {
    const facts = { one: '--tls-min 1.3', other: '--tls-max 1.2' };

    await expect(made({ tls: true, tlsMin: '1.3', tlsMax: '1.2' })).rejects.toMatchObject(
      usage('conflicting-options', facts),
    );
    expect(await made({ tls: true, tlsMin: '1.2', tlsMax: '1.2' })).toHaveProperty('layer');
  });

  // Node ends the program for these.
  test.each(['', 'a,,b', ','])('an application protocol without a name: %j', async (alpn) => {
    await expect(made({ tls: true, alpn })).rejects.toMatchObject(
      usage('missing-option-value', { option: '--alpn' }),
    );
  });

  test.each([
    ['one', 'x'.repeat(256)],
    ['all of them together', Array.from({ length: 300 }, () => 'x'.repeat(250)).join()],
  ])('application protocols longer than a hello has room for: %s', async (_what, alpn) => {
    const facts = { call: '--alpn', code: 'ERR_OUT_OF_RANGE' };

    await expect(made({ tls: true, alpn })).rejects.toMatchObject(usage('system', facts));
    expect(await made({ tls: true, alpn: 'x'.repeat(255) })).toHaveProperty('layer');
  });

  test('a key log that cannot be written', async () => {
    const path = pem.path('none/keys.log');

    await expect(made({ tls: true, keylog: path })).rejects.toMatchObject({
      fault: 'system',
      code: 'file-unwritable',
      facts: { path, code: 'ENOENT' },
    });
  });
});

test('a server that demands certificates needs the authority to judge them by', async () => {
  await expect(tlsServer({ tls: true, requireCert: true }, 'x', failed)).rejects.toMatchObject(
    usage('option-needs', { option: '--require-cert', needs: '--ca' }),
  );
});

test('a client cannot expect the name of nobody', async () => {
  const to = { host: 'localhost', port: 9 };

  await expect(tlsClient({ tls: true, servername: '' }, to, failed)).rejects.toMatchObject(
    usage('missing-option-value', { option: '--servername' }),
  );
});

test('only a certificate made for this run has its fingerprint told', async () => {
  expect(await tlsServer({ tls: true, cert, key }, 'x', failed)).not.toHaveProperty('fingerprint');
  const { fingerprint } = await tlsServer({ tls: true }, 'x', failed);
  expect(fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
});
