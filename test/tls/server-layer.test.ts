import { once } from 'node:events';
import { connect } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { certificate, type TestCertificate } from '../support/certificates.ts';
import { within } from '../support/deadline.ts';
import { ask, gone, own, root, secured, stranger, toEnd, trusting } from './layers.ts';

const demanding = { requireCert: true, ca: root.cert } as const;
const student = await certificate({ issuer: root, subject: 'student', clientAuth: true });

// Newer Nodes put a post-quantum key beside it: X25519MLKEM768.
const HYBRID = expect.stringMatching(/^X25519/);

describe('a server', () => {
  test('tells its certificate and what was agreed, but judges nobody it asked for nothing', async () => {
    await using server = await secured({ tls: { alpn: ['echo'] } });
    const { connected } = trusting(server.port, { tls: { alpn: ['echo'] } });
    await ask(await connected, 'hello');
    await gone(server, 'S1');
    const { trace } = server;
    const local = server.address;

    expect(trace.of('tls-certificate')).toMatchObject([
      { socket: 'S1', local, by: 'us', depth: 0, fingerprint: own.fingerprint },
    ]);
    expect(trace.of('tls-verdict')).toEqual([]);
    expect(trace.of('tls-agreed')).toMatchObject([
      { version: 'TLS 1.3', cipher: 'TLS_AES_256_GCM_SHA384', group: HYBRID, alpn: 'echo' },
    ]);
    const steps = trace.steps('S1').filter((step) => step !== 'tls-record');
    expect(steps).toEqual([
      ...['accept', 'tls-certificate', 'tls-agreed'],
      ...['receive', 'send', 'end-of-stream', 'shutdown', 'close'],
    ]);
  });

  test('tells no certificate where a session is taken up again, for none was sent', async () => {
    await using server = await secured({ tls: { maxVersion: 'TLSv1.2' } });
    const common = { port: server.port, host: '127.0.0.1', servername: 'localhost' };
    const first = connect({ ...common, ca: root.cert });
    const [session]: Buffer[] = await once(first, 'session');
    first.destroy();
    const second = connect({ ...common, ca: root.cert, session });
    await once(second, 'secureConnect');
    second.end();
    await gone(server, 'S2');

    expect(server.trace.of('tls-agreed')).toMatchObject([{ resumed: false }, { resumed: true }]);
    expect(server.trace.of('tls-certificate')).toMatchObject([{ socket: 'S1' }]);
  });
});

describe('a server that demands a certificate', () => {
  test('takes a client of its authority, and tells who it is', async () => {
    await using server = await secured({ tls: demanding });
    const { trace, connected } = trusting(server.port, { tls: student });
    expect(await ask(await connected, 'hello')).toBe('hello');
    await gone(server, 'S1');

    const shown = server.trace.of('tls-certificate').filter(({ depth }) => depth === 0);
    expect(shown).toMatchObject([
      { by: 'us', fingerprint: own.fingerprint },
      { by: 'peer', subject: 'CN=student', issuer: 'CN=Root', fingerprint: student.fingerprint },
    ]);
    expect(server.trace.of('tls-verdict')).toMatchObject([{ trusted: true, enforced: true }]);
    const seen = trace.of('tls-certificate').filter(({ depth }) => depth === 0);
    expect(seen).toMatchObject([{ by: 'us' }, { by: 'peer' }]);
  });

  test.each([
    ['TLSv1.2', 'handshake_failure'],
    ['TLSv1.3', 'certificate_required'],
  ] as const)('turns one without away with an alert (%s: %s)', async (maxVersion, alert) => {
    await using server = await secured({ tls: { ...demanding, maxVersion } });
    const { connected, trace } = trusting(server.port);
    await gone(server, 'S1');
    const code = 'tls-no-certificate';

    expect(server.trace.of('error')).toMatchObject([{ socket: 'S1', call: 'TLS handshake', code }]);
    expect(server.trace.of('tls-agreed')).toEqual([]);
    // In TLS 1.3 the client is done before the server has seen that there is none.
    const failure = await connected.then(
      async (connection) => (await within(toEnd(connection), 'end', () => '')).error,
      (error: unknown) => error,
    );
    expect(String(failure)).toMatch(maxVersion === 'TLSv1.2' ? alert : /alert number 116/);
    expect(trace.steps().at(-1)).toBe('close');
  });

  test.each([
    ['of another authority', () => certificate({ issuer: stranger, clientAuth: true })],
    ['that is a server’s', () => certificate({ issuer: root })],
  ])('refuses a certificate %s, and shows it', async (_what, make) => {
    const shown: TestCertificate = await make();
    await using server = await secured({ tls: demanding });
    const { connected } = trusting(server.port, { tls: shown });
    void connected.then((connection) => connection.handle({}));
    await gone(server, 'S1');
    const { fingerprint } = shown;

    expect(server.trace.of('tls-certificate')[0]).toMatchObject({ by: 'peer', fingerprint });
    expect(server.trace.of('tls-verdict')).toMatchObject([{ trusted: false, enforced: true }]);
    expect(server.trace.of('tls-verdict')[0]).toHaveProperty('reason');
    expect(server.trace.of('tls-agreed')).toEqual([]);
    expect(server.trace.steps('S1').slice(-2)).toEqual(['tls-verdict', 'close']);
    expect(server.connections.size).toBe(0);
  });
});
