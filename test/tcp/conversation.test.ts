import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { connectTcp } from '../../src/tcp/connect.ts';
import { listenTcp } from '../../src/tcp/listen.ts';
import { encodeEvent } from '../../src/trace/json-lines.ts';
import { parseEvent } from '../../src/trace/read-json-lines.ts';
import { Trace } from '../../src/trace/trace.ts';
import { until } from '../support/pair.ts';

describe('a service that is a conversation of its own', () => {
  test('reads with for await, answers after the end of stream, and our half is ended for it', async () => {
    const trace = new Trace();
    await using server = await listenTcp(
      {
        port: 0,
        async serve(connection) {
          let octets = 0;
          for await (const chunk of connection) octets += chunk.length;
          connection.send(`${octets} octets`);
        },
      },
      trace.record,
    );
    const client = await connectTcp({ port: server.address.port });
    client.send('hello');
    client.end();
    let answer = '';
    for await (const chunk of client) answer += Buffer.from(chunk);
    expect(answer).toBe('5 octets');
    await trace.until('close');
    expect(server.connections.size).toBe(0);
  });

  test('outlives a peer that resets', async () => {
    const trace = new Trace();
    await using server = await listenTcp(
      {
        port: 0,
        async serve(connection) {
          for await (const _chunk of connection);
        },
      },
      trace.record,
    );
    const client = await connectTcp({ port: server.address.port });
    await trace.until('accept');
    client.reset();
    expect(await trace.until('reset')).toMatchObject({ by: 'peer' });
    expect(await trace.until('close')).toMatchObject({ received: 0 });
  });
});

test('a peer that is gone before it is accepted has no address, and its events still make a trace', async () => {
  const trace = new Trace();
  await using server = await listenTcp({ port: 0 }, trace.record);
  const { port } = server.address;
  // The event loop stands still while another program connects, writes and resets: accept finds it gone.
  const program = `const s = require('node:net').connect(${port}, '127.0.0.1', () => s.write('x', () => s.resetAndDestroy()))`;
  spawnSync(process.execPath, ['--eval', program]);

  const close = await until(
    trace,
    ({ socket, type }) => socket !== server.label && type === 'close',
    'close',
  );
  expect(close).not.toHaveProperty('remote.host', '');
  for (const event of trace) expect(parseEvent(encodeEvent(event), 1).type).toBe(event.type);
});
