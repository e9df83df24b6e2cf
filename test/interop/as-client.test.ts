import { createHash, randomBytes } from 'node:crypto';
import { describe, expect } from 'vitest';
import { type RunningProcess, startProgram, startSockets } from '../support/sockets-process.ts';
import { testNeeding } from '../support/tools.ts';
import { OTHERS } from './peers.ts';

const MEBIBYTE = randomBytes(1024 * 1024);

function sha256(octets: Uint8Array): string {
  return createHash('sha256').update(octets).digest('hex');
}

describe.each(OTHERS)('$name as the client of tcp-server', ({ client, needs }) => {
  async function startClient(server: RunningProcess): Promise<RunningProcess> {
    const [command = '', ...args] = client(await server.port);
    return startProgram(command, args);
  }

  testNeeding([needs], 'gets the very mebibyte back that it sent', async () => {
    await using server = startSockets(['tcp-server', '0', '--once', '--quiet']);
    await using other = await startClient(server);
    other.endInput(MEBIBYTE);
    const { status, stdout } = await other.finished();
    expect(sha256(stdout)).toBe(sha256(MEBIBYTE));
    expect(status).toBe(0);
    expect((await server.exited).status).toBe(0);
  });

  testNeeding([needs], 'half-closes, and still gets what is sent after that', async () => {
    await using server = startSockets(['tcp-server', '0', '--service', 'pipe']);
    await using other = await startClient(server);
    other.endInput('question');
    await server.untilError(/S1 +◀── end-of-stream/);
    expect(server.stdout.toString()).toBe('question');
    server.endInput('answer');
    const { status, stdout } = await other.finished();
    expect(stdout.toString()).toBe('answer');
    expect(status).toBe(0);
    expect((await server.exited).status).toBe(0);
  });

  testNeeding([needs], 'is told in lines while both talk', async () => {
    await using server = startSockets(['tcp-server', '0', '--service', 'upper']);
    await using other = await startClient(server);
    for (const line of ['one', 'two']) {
      other.write(`${line}\n`);
      await other.untilOutput(new RegExp(`${line.toUpperCase()}\n`));
    }
    await server.untilError(/S1 +◀── receive +4 B {2}"one\\n"/);
    await server.untilError(/S1 +──▶ send +4 B {2}"TWO\\n"/);
    other.endInput();
    await server.untilError(/S1 +close +8 B in, 8 B out/);
    expect((await other.exited).status).toBe(0);
  });
});
