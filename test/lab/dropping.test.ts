import { describe, expect } from 'vitest';
import { inside, startLab, TESTERS, type Tester } from '../support/lab.ts';
import { NFT, TC, testNeeding } from '../support/tools.ts';

/** What a program in a lab told, a line of JSON each. */
async function toldBy(
  tester: Tester,
  options: readonly string[],
  body: string,
): Promise<unknown[]> {
  await using lab = startLab(tester, [...options, '--', ...inside(`${body}\nprocess.exit(0);`)]);
  const { status, stdout, stderr } = await lab.finished();
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const lines = stdout.toString().trim().split('\n');
  return lines.map((line): unknown => JSON.parse(line));
}

describe.each(TESTERS)('in a lab of $name', (tester) => {
  const { needs } = tester;

  testNeeding([...needs, NFT], 'a client whose SYN is lost stays in SYN-SENT', async () => {
    const told = await toldBy(
      tester,
      ['--drop', 'syn'],
      `const port = await listen({}, () => tell('accepted'));
       connect(port, '127.0.0.1');
       await reaches(port, 'SYN-SENT undefined');
       await until(() => / [1-9]\\d* packet/.test(status()));
       tell(status().split('\\n')[1].trim().replace(/\\d+ packets?/, 'N packets'));`,
    );

    expect(told).toEqual(['--drop syn   N packets dropped']);
  });

  testNeeding([...needs, NFT], 'after --count SYNs, one comes through', async () => {
    const [told] = await toldBy(
      tester,
      ['--drop', 'syn', '--count', '1'],
      `const port = await listen({}, () => undefined);
       const began = performance.now();
       await once(connect(port, '127.0.0.1'), 'connect');
       tell({ retransmitted: performance.now() - began > 500, status: status() });`,
    );

    expect(told).toMatchObject({
      retransmitted: true,
      status: expect.stringContaining('--drop syn --count 1   1 packet dropped'),
    });
  });

  testNeeding([...needs, NFT], 'a lost SYN-ACK leaves the server in SYN-RECEIVED', async () => {
    const told = await toldBy(
      tester,
      ['--drop', 'syn-ack'],
      `const port = await listen({}, () => tell('accepted'));
       connect(port, '127.0.0.1');
       await reaches(port, 'SYN-SENT SYN-RECEIVED');
       tell(states(port));`,
    );

    expect(told).toEqual(['SYN-SENT SYN-RECEIVED']);
  });

  testNeeding([...needs, NFT], "a client's lost ACK leaves its ends of two minds", async () => {
    const told = await toldBy(
      tester,
      ['--drop', 'ack', '--from', 'client'],
      `const port = await listen({}, () => tell('accepted'));
       const client = connect(port, '127.0.0.1');
       await once(client, 'connect');
       tell(states(port));
       client.write('with data comes an ACK');
       await reaches(port, 'ESTABLISHED ESTABLISHED');`,
    );

    expect(told[0]).toBe('ESTABLISHED SYN-RECEIVED');
  });

  testNeeding([...needs, NFT], 'lost data is sent again', async () => {
    const [told] = await toldBy(
      tester,
      ['--drop', 'data', '--from', 'client', '--count', '1'],
      `let server;
       const port = await listen({}, (socket) => { server = socket.setEncoding('utf8'); });
       const client = connect(port, '127.0.0.1');
       await once(client, 'connect');
       client.write('hello');
       await until(() => server);
       tell({ data: await once(server, 'data'), status: status() });`,
    );

    expect(told).toMatchObject({
      data: 'hello',
      status: expect.stringContaining('1 packet dropped'),
    });
  });

  testNeeding(
    [...needs, NFT],
    "--from tells the client's FIN from the server's: the lost one keeps its sender in FIN-WAIT-1",
    async () => {
      const run = (from: string) =>
        toldBy(
          tester,
          ['--drop', 'fin', '--from', from],
          `let server;
           const port = await listen({ allowHalfOpen: true }, (socket) => { server = socket; });
           const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
           await once(client, 'connect');
           await until(() => server);
           (${JSON.stringify(from)} === 'client' ? client : server).end();
           await until(() => states(port).includes('FIN-WAIT-1') && / [1-9]\\d* packet/.test(status()));
           tell(states(port));
           (${JSON.stringify(from)} === 'client' ? server : client).end();
           await until(() => !/FIN-WAIT-1 ESTABLISHED|ESTABLISHED FIN-WAIT-1/.test(states(port)));
           tell(states(port));`,
        );

      // The other end's FIN arrives: RFC 9293 §3.10.7.4, FIN-WAIT-1 to CLOSING.
      expect(await run('client')).toEqual(['FIN-WAIT-1 ESTABLISHED', 'CLOSING FIN-WAIT-2']);
      expect(await run('server')).toEqual(['ESTABLISHED FIN-WAIT-1', 'FIN-WAIT-2 CLOSING']);
    },
  );

  testNeeding([...needs, NFT], 'a lost RST leaves the peer connected', async () => {
    const told = await toldBy(
      tester,
      ['--drop', 'rst'],
      `let server;
       const port = await listen({}, (socket) => { server = socket; });
       const client = connect(port, '127.0.0.1');
       client.on('error', () => tell('reset'));
       await once(client, 'connect');
       await until(() => server);
       server.resetAndDestroy();
       await reaches(port, 'ESTABLISHED undefined');
       await until(() => status().includes(' 1 packet'));
       tell(states(port));`,
    );

    expect(told).toEqual(['ESTABLISHED undefined']);
  });

  testNeeding([...needs, NFT], 'at --loss 100% nothing arrives, datagrams neither', async () => {
    const told = await toldBy(
      tester,
      ['--loss', '100%'],
      `const { createSocket } = await import('node:dgram');
       const receiver = createSocket('udp4', () => tell('received')).bind(0, '127.0.0.1');
       await once(receiver, 'listening');
       createSocket('udp4').send('x', receiver.address().port, '127.0.0.1');
       const port = await listen({}, () => tell('accepted'));
       connect(port, '127.0.0.1');
       await reaches(port, 'SYN-SENT undefined');
       await until(() => / ([2-9]|\\d\\d+) packets/.test(status()));
       tell(states(port));`,
    );

    expect(told).toEqual(['SYN-SENT undefined']);
  });

  testNeeding([...needs, TC], 'a narrow link carries no more than its rate', async () => {
    const body = `
      const octets = 60_000;
      const port = await listen({}, (socket) => socket.end(Buffer.alloc(octets)));
      const began = performance.now();
      await once(connect(port, '127.0.0.1').resume(), 'close');
      tell(8 * octets / ((performance.now() - began) / 1000));`;
    const [wide] = await toldBy(tester, [], body);
    const [narrow] = await toldBy(tester, ['--rate', '1Mbit'], body);

    // What passes at once, before the rate holds, is a burst of some packets.
    expect(Number(narrow)).toBeLessThan(1_300_000);
    expect(Number(wide) / Number(narrow)).toBeGreaterThan(5);
  });
});
