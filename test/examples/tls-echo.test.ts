import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makeCertificate } from '../../src/tls/make-certificate.ts';
import { serving, startExample, stepsOf, stopped } from './running.ts';

const SERVER = '07-tls-echo/server.mjs';
const CLIENT = '07-tls-echo/client.mjs';

const folder = mkdtempSync(join(tmpdir(), 'sockets-examples-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('07-tls-echo', () => {
  test('the client gets its echo after the handshake, and both ends tell its records', async () => {
    const path = join(folder, 'own.pem');
    const { server, port } = await serving(SERVER, path);
    await using _server = server;
    await using client = startExample(CLIENT, path, port, '비밀\n');
    const { status, stdout, stderr } = await client.finished();
    const said = stdout.toString();
    await server.untilOutput(/^S1 close/m);
    const served = await stopped(server);

    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(said).toContain('echoed "비밀\\n"');
    const steps = stepsOf(said, 'C1').filter((step) => step !== 'tls-record');
    expect(steps.slice(0, 7)).toEqual([
      ...['socket', 'attempt', 'connect', 'tls-certificate', 'tls-verdict', 'tls-agreed', 'send'],
    ]);
    // Our half may end before the echo comes, or after the server has ended its own.
    expect(steps.slice(7).filter((step) => step !== 'shutdown')).toEqual([
      ...['receive', 'end-of-stream', 'close'],
    ]);
    expect(steps).toContain('shutdown');
    expect(said).toMatch(/^C1 tls-record sent handshake \d+ B client_hello$/m);
    expect(said).toMatch(/^C1 tls-record came application_data \d+ B encrypted$/m);
    expect(said).toContain('C1 tls-verdict trusted\nC1 tls-agreed TLS 1.3 ');
    const [, fingerprint = 'none'] = /^certificate SHA-256 (.+)$/m.exec(served) ?? [];
    expect(said).toContain(`C1 tls-certificate CN=localhost ${fingerprint}\n`);
    expect(readFileSync(path, 'utf8')).not.toContain('PRIVATE');
  });

  test('a client that trusts another certificate refuses, and sends nothing', async () => {
    const other = join(folder, 'other.pem');
    writeFileSync(other, (await makeCertificate({ names: [] })).cert);
    const { server, port } = await serving(SERVER, join(folder, 'own.pem'));
    await using _server = server;
    await using client = startExample(CLIENT, other, port);
    const { status, stdout, stderr } = await client.finished();
    await server.untilOutput(/^S1 close/m);
    const served = await stopped(server);

    expect(stderr).toBe('');
    expect(status).toBe(1);
    expect(stdout.toString()).toMatch(/^C1 tls-verdict not trusted: \w+$/m);
    expect(stdout.toString()).toContain('no connection: tls-untrusted\n');
    expect(stepsOf(stdout.toString(), 'C1')).not.toContain('send');
    expect(stepsOf(served, 'S1')).not.toContain('receive');
  });
});
