import { expect, test } from 'vitest';
import { Labels } from '../../src/event/label.ts';
import { makeService } from '../../src/stream/services.ts';
import { connectTcp } from '../../src/tcp/connect.ts';
import { listenTcp } from '../../src/tcp/listen.ts';
import { Trace } from '../../src/trace/trace.ts';
import { internet } from '../support/internet.ts';

const MANY = 200;

test('200 connections at once: each gets its own answer, and every step of each is told', async () => {
  const trace = new Trace();
  const labels = new Labels();
  const serve = makeService('upper');
  await using server = await listenTcp({ port: 0, labels, serve }, trace.record);
  const { port } = server.address;
  const clients = await Promise.all(
    Array.from({ length: MANY }, () => connectTcp({ port, labels }, trace.record)),
  );
  const accepted = await Promise.all(
    clients.map(async (client) => {
      const text = `i am ${client.label}`;
      client.send(text);
      client.end();
      let answer = '';
      for await (const octets of client) answer += Buffer.from(octets).toString();
      await client.closed;
      expect(answer).toBe(text.toUpperCase());
      return internet(client.local).port;
    }),
  );
  await server.close();

  expect(new Set(accepted).size).toBe(MANY);
  expect(new Set(trace.of('accept').map(({ remote }) => internet(remote).port))).toEqual(
    new Set(accepted),
  );
  for (let number = 1; number <= MANY; number += 1) {
    expect(trace.steps(`S${number}`)).toEqual([
      ...['accept', 'receive', 'send', 'end-of-stream', 'shutdown', 'close'],
    ]);
    expect(trace.steps(`C${number}`).at(-1)).toBe('close');
  }
  expect(trace.of('close').filter(({ received, sent }) => received !== sent)).toEqual([]);
  expect(trace.steps('L1').at(-1)).toBe('close');
  expect(server.connections.size).toBe(0);
});
