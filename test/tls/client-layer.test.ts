import { describe, expect, test } from 'vitest';
import { now } from '../../src/event/clock.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { certificate, DAY, type TestCertificate } from '../support/certificates.ts';
import {
  ask,
  BOTH_PATHS,
  failing,
  gone,
  own,
  root,
  secured,
  stranger,
  trusting,
} from './layers.ts';

// Newer Nodes put a post-quantum key beside it: X25519MLKEM768.
const HYBRID = expect.stringMatching(/^X25519/);

describe('the server’s certificate', () => {
  test('of a known authority and for the right name: told, judged, and agreed', async () => {
    await using server = await secured();
    const { trace, connected } = trusting(server.port);
    const client = await connected;

    expect(await ask(client, 'hello')).toBe('hello');
    expect(trace.of('tls-certificate')).toMatchObject([
      {
        socket: 'C1',
        source: 'app',
        by: 'peer',
        depth: 0,
        subject: 'CN=localhost',
        issuer: 'CN=Root',
        names: ['DNS:localhost', 'IP Address:127.0.0.1'],
        fingerprint: own.fingerprint,
        remote: server.address,
      },
    ]);
    expect(trace.of('tls-verdict')).toMatchObject([
      { trusted: true, name: 'localhost', enforced: true },
    ]);
    expect(trace.of('tls-verdict')[0]).not.toHaveProperty('reason');
    expect(trace.of('tls-agreed')).toMatchObject([
      { version: 'TLS 1.3', cipher: 'TLS_AES_256_GCM_SHA384', group: HYBRID, resumed: false },
    ]);
    expect(trace.of('tls-agreed')[0]).not.toHaveProperty('alpn');
    expect(trace.of('tls-agreed')[0]?.elapsed).toBeGreaterThan(0);
    const steps = trace.steps().filter((step) => step !== 'tls-record');
    expect(steps.slice(0, 7)).toEqual([
      ...['socket', 'attempt', 'connect', 'tls-certificate', 'tls-verdict', 'tls-agreed', 'send'],
    ]);
  });

  test('for an address alone is good for that address', async () => {
    const { cert, key } = await certificate({ subject: 'A', issuer: root, names: ['127.0.0.1'] });
    await using server = await secured({ tls: { cert, key } });
    for (const { heard } of BOTH_PATHS) {
      const { connected } = trusting(server.port, { heard, host: '127.0.0.1' });
      const client = await connected;
      expect(await ask(client, 'hello')).toBe('hello');
    }
  });

  test('the name asked for is that of the option, and goes over the wire; an address does not', async () => {
    const { cert, key } = await certificate({ issuer: root, names: ['bank.example', '127.0.0.1'] });
    await using server = await secured({ tls: { cert, key } });
    const named = trusting(server.port, { tls: { servername: 'bank.example' } });
    (await named.connected).close();
    const numbered = trusting(server.port, { host: '127.0.0.1' });
    (await numbered.connected).close();
    const [hello] = named.trace.of('tls-record');
    const [plain] = numbered.trace.of('tls-record');

    expect(hello?.messages).toMatchObject([{ name: 'client_hello', serverName: 'bank.example' }]);
    expect(named.trace.of('tls-verdict')).toMatchObject([{ trusted: true, name: 'bank.example' }]);
    expect(plain?.messages[0]).not.toHaveProperty('serverName');
    expect(numbered.trace.of('tls-verdict')).toMatchObject([{ trusted: true, name: '127.0.0.1' }]);
  });
});

interface Refusal {
  readonly what: string;
  readonly reason: string;
  readonly make: () => Promise<TestCertificate>;
  readonly servername?: string;
}

const REFUSALS: readonly Refusal[] = [
  {
    what: 'for another name',
    reason: 'ERR_TLS_CERT_ALTNAME_INVALID',
    make: async () => own,
    servername: 'bank.example',
  },
  {
    what: 'expired',
    reason: 'CERT_HAS_EXPIRED',
    make: () => certificate({ issuer: root, notBefore: now() - 2 * DAY, notAfter: now() - DAY }),
  },
  {
    what: 'not yet valid',
    reason: 'CERT_NOT_YET_VALID',
    make: () => certificate({ issuer: root, notBefore: now() + DAY, notAfter: now() + 2 * DAY }),
  },
  { what: 'self-signed', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT', make: () => certificate() },
  {
    what: 'of an unknown authority',
    reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    make: () => certificate({ issuer: stranger }),
  },
];

describe.each(REFUSALS)('a certificate $what', ({ reason, make, servername = 'localhost' }) => {
  test.each(BOTH_PATHS)('is refused for that reason ($path)', async ({ heard }) => {
    const { cert, key, fingerprint } = await make();
    await using server = await secured({ tls: { cert, key } });
    const client = trusting(server.port, { heard, tls: { servername } });

    expect(await failing(client)).toMatchObject({
      fault: 'peer',
      code: 'tls-untrusted',
      reason,
      name: servername,
      subject: 'CN=localhost',
      address: `127.0.0.1:${server.port}`,
    });
    const steps = client.trace.steps().filter((step) => step !== 'tls-record');
    expect(steps).toEqual(
      heard ? ['socket', 'attempt', 'connect', 'tls-certificate', 'tls-verdict', 'close'] : [],
    );
    if (!heard) return;
    expect(client.trace.of('tls-certificate')).toMatchObject([{ by: 'peer', fingerprint }]);
    expect(client.trace.of('tls-verdict')).toMatchObject([
      { trusted: false, reason, name: servername, enforced: true },
    ]);
  });

  test('is told, and gone on with, by a client that does not insist', async () => {
    const { cert, key } = await make();
    await using server = await secured({ tls: { cert, key } });
    const { trace, connected } = trusting(server.port, { tls: { servername, insecure: true } });

    expect(await ask(await connected, 'hello')).toBe('hello');
    expect(trace.of('tls-verdict')).toMatchObject([{ trusted: false, reason, enforced: false }]);
    expect(trace.of('tls-agreed')).toHaveLength(1);
  });
});

describe('what both accept', () => {
  test.each([
    ['TLSv1.2', 'TLS 1.2', 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', 'X25519'],
    ['TLSv1.1', 'TLS 1.1', 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA', 'X25519'],
    ['TLSv1', 'TLS 1.0', 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA', 'X25519'],
  ] as const)('%s at the most', async (maxVersion, version, cipher, group) => {
    await using server = await secured({ tls: { maxVersion } });
    const { trace, connected } = trusting(server.port, { tls: { maxVersion } });

    expect(await ask(await connected, 'hello')).toBe('hello');
    expect(trace.of('tls-agreed')).toMatchObject([{ version, cipher, group }]);
    const [, ...records] = trace.of('tls-record'); // that of the client's hello is older (RFC 8446 §5.1)
    expect(records.every((record) => record.version === version)).toBe(true);
  });

  test('the application protocol that the server likes best', async () => {
    await using server = await secured({ tls: { alpn: ['two', 'one'] } });
    const { trace, connected } = trusting(server.port, { tls: { alpn: ['one', 'two'] } });
    await connected;
    await server.trace.until('tls-agreed');

    expect(trace.of('tls-agreed')).toMatchObject([{ alpn: 'two' }]);
    expect(server.trace.of('tls-agreed')).toMatchObject([{ alpn: 'two' }]);
    expect(trace.of('tls-record')[0]?.messages).toMatchObject([{ alpn: ['one', 'two'] }]);
  });

  test.each(BOTH_PATHS)('its secrets are lines of SSLKEYLOGFILE ($path)', async ({ heard }) => {
    const lines: Record<'here' | 'there', string[]> = { here: [], there: [] };
    const keep = (side: 'here' | 'there') => (line: Buffer) =>
      void lines[side].push(line.toString());
    await using server = await secured({ heard, tls: { keylog: keep('there') } });
    const { connected } = trusting(server.port, { heard, tls: { keylog: keep('here') } });
    await ask(await connected, 'hello');

    expect(lines.here.length).toBeGreaterThan(3);
    for (const line of lines.here)
      expect(line).toMatch(/^[A-Z_0-9]+ [0-9a-f]{64} [0-9a-f]{64,}\n$/);
    expect(lines.there.toSorted()).toEqual(lines.here.toSorted());
  });

  test('its secrets are told by both ends, each at its own socket', async () => {
    const lines: string[] = [];
    const keylog = (line: Buffer) => void lines.push(line.toString());
    await using server = await secured({ tls: { keylog } });
    const clients = [trusting(server.port, { tls: { keylog } }), trusting(server.port)];
    for (const { connected } of clients) await ask(await connected, 'hello');
    await gone(server, 'S2');
    const told = (trace: Trace, socket: string) =>
      trace
        .of('tls-secret')
        .filter((event) => event.socket === socket)
        .map(({ label, clientRandom, secret }) => `${label} ${clientRandom} ${secret}\n`);
    const [first, second] = [told(server.trace, 'S1'), told(server.trace, 'S2')];

    expect(first.length).toBeGreaterThan(3);
    expect(clients[0] && told(clients[0].trace, 'C1').toSorted()).toEqual(first.toSorted());
    expect(first.map((line) => line.split(' ')[1])).not.toContain(second[0]?.split(' ')[1]);
    expect(second.length).toBe(first.length);
    expect([...first, ...first, ...second].toSorted()).toEqual(lines.toSorted());
  });

  test('no secret is told where nobody asked for them', async () => {
    await using server = await secured();
    const { trace, connected } = trusting(server.port);
    await ask(await connected, 'hello');

    expect([...trace.steps(), ...server.trace.steps()]).not.toContain('tls-secret');
  });
});
