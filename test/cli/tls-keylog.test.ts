import { readFileSync, statSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { expectAdvice, expectNoStack } from '../support/advice.ts';
import { PemFiles } from '../support/pem-files.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { LINUX, testNeeding } from '../support/tools.ts';
import { own, root, secured } from '../tls/layers.ts';

const pem = new PemFiles();
afterAll(() => pem[Symbol.dispose]());
const ca = pem.write('root', root).cert;

const TO = (port: number, ...options: readonly string[]) => [
  ...['tcp-client', 'localhost', String(port), '-4', '--tls', '--send', 'hello', ...options],
];

describe('--keylog', () => {
  test('writes the secrets of both sides alike, for their owner only', async () => {
    const [here, there] = [pem.path('here.log'), pem.path('there.log')];
    const trace = pem.path('run.jsonl');
    const { cert, key } = pem.write('own', own);
    const args = ['tcp-server', '0', '--tls', '--cert', cert, '--key', key, '--once'];
    await using server = startSockets([...args, '--keylog', there]);
    const port = await server.port;
    const { status, stderr } = await runSockets(
      TO(port, '--ca', ca, '--keylog', here, '--record', trace),
    );
    await server.exited;
    const lines = (path: string) => readFileSync(path, 'latin1').trimEnd().split('\n');

    expect(status).toBe(0);
    expect(lines(here).length).toBeGreaterThan(3);
    for (const line of lines(here)) expect(line).toMatch(/^[A-Z_0-9]+ [0-9a-f]{64} [0-9a-f]{64,}$/);
    expect(lines(there).toSorted()).toEqual(lines(here).toSorted());
    expect(stderr).toMatch(/ tls-secret +CLIENT_TRAFFIC_SECRET_0: a secret of \d+ B/);
    for (const line of lines(here)) expect(stderr).not.toContain(line.split(' ')[2]);
    // The trace has them, too.
    for (const path of [here, there, trace]) expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('that cannot be written is an error, status 1', async () => {
    const path = pem.path('missing/keys.log');
    const facts = { path, code: 'ENOENT' };

    await expectAdvice(TO(9, '--keylog', path), { status: 1, code: 'file-unwritable', facts });
  });

  testNeeding([LINUX], 'that cannot be written any more ends the run, status 1', async () => {
    await using server = await secured();
    const facts = { path: '/dev/full', code: 'ENOSPC' };
    const args = TO(server.port, '--ca', ca, '--keylog', '/dev/full');
    await expectAdvice(args, { status: 1, code: 'file-unwritable', facts });
    const { cert, key } = pem.write('own', own);
    const ours = ['tcp-server', '0', '--tls', '--cert', cert, '--key', key];
    await using second = startSockets([...ours, '--keylog', '/dev/full']);
    await runSockets(TO(await second.port, '--ca', ca));
    const { status, stderr } = await second.finished();

    expectNoStack(stderr);
    expect(stderr).toMatch(/^sockets: Cannot write \/dev\/full/m);
    expect(status).toBe(1);
  });
});
