import { Resolver } from 'node:dns/promises';
import { describe, expect, test } from 'vitest';
import { datagramPeer } from '../support/datagram-peer.ts';
import { answering, ask, CLIENT, octets, response } from './dns.ts';
import { serving, startExample, stepsOf, stopped } from './running.ts';

const SERVER = '06-dns-query/server.mjs';

const ADDRESS = 'c00c 0001 0001 0000003c 0004 c0000201';

describe('06-dns-query', () => {
  test('the client shows each field of the query and of the answer with its octets', async () => {
    const { server, port } = await serving(SERVER);
    await using _server = server;
    const { status, said } = await ask(port, 'www.sockets.test');
    const served = await stopped(server);

    expect(status).toBe(0);
    expect(said).toContain('query: 34 octets\n');
    expect(said).toContain(' 2 01 00 QR 0 Opcode 0 AA 0 TC 0 RD 1 RA 0 Z 0 RCODE 0\n');
    const [, answer = ''] = said.split('answer: 80 octets\n');
    expect(answer.split('\n').slice(1)).toEqual([
      ' 2 85 00 QR 1 Opcode 0 AA 1 TC 0 RD 1 RA 0 Z 0 RCODE 0',
      ' 4 00 01 QDCOUNT 1',
      ' 6 00 03 ANCOUNT 3',
      ' 8 00 00 NSCOUNT 0',
      ' 10 00 00 ARCOUNT 0',
      ' 12 03 77 77 77 07 73 6f 63 6b 65 74 73 04 74 65 73 question www.sockets.test A',
      ' 74 00 00 01 00 01',
      ' 34 c0 0c 00 05 00 01 00 00 00 3c 00 02 c0 10 answer www.sockets.test CNAME sockets.test for 60 s',
      ' 48 c0 10 00 01 00 01 00 00 00 3c 00 04 c0 00 02 01 answer sockets.test A 192.0.2.1 for 60 s',
      ' 64 c0 10 00 01 00 01 00 00 00 3c 00 04 c0 00 02 02 answer sockets.test A 192.0.2.2 for 60 s',
      'NOERROR',
      '',
    ]);
    const [id] = / \d+ [\da-f ]+ ID \d+\n/.exec(said) ?? [''];
    expect(answer.startsWith(id)).toBe(true);
    expect(stepsOf(served, 'U1')).toEqual(['socket', 'bind', 'receive', 'send', 'close']);
  });

  test.each([
    ['sockets.test', 'AAAA', 0, 'answer sockets.test AAAA 2001:db8:0:0:0:0:0:1 for 60 s'],
    ['www.sockets.test', 'CNAME', 0, 'ANCOUNT 1\n'],
    ['V4.Sockets.TEST.', 'A', 0, 'answer V4.Sockets.TEST A 192.0.2.4 for 60 s'],
    ['v4.sockets.test', 'AAAA', 0, 'ANCOUNT 0\n'],
    ['nobody.test', 'A', 1, '\nNXDOMAIN\n'],
    ['.', 'A', 1, '\nNXDOMAIN\n'],
    ['__proto__', 'A', 1, '\nNXDOMAIN\n'],
  ])('%s %s', async (name, type, expected, wanted) => {
    const { server, port } = await serving(SERVER);
    await using _server = server;
    const { status, said } = await ask(port, name, type);
    await stopped(server);

    expect([status, said]).toEqual([expected, expect.stringContaining(wanted)]);
  });

  test('a resolver that we did not write understands the server', async () => {
    const { server, port } = await serving(SERVER);
    await using _server = server;
    const resolver = new Resolver();
    resolver.setServers([`127.0.0.1:${port}`]);

    expect(await resolver.resolve4('www.sockets.test')).toEqual(['192.0.2.1', '192.0.2.2']);
    expect(await resolver.resolve6('sockets.test')).toEqual(['2001:db8::1']);
    expect(await resolver.resolveCname('www.sockets.test')).toEqual(['sockets.test']);
    await expect(resolver.resolve4('nobody.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    await expect(resolver.resolve6('v4.sockets.test')).rejects.toMatchObject({ code: 'ENODATA' });
    await stopped(server);
  });

  test('only the answer to our question counts', async () => {
    using peer = await answering((query) => {
      const other = response(query, ADDRESS);
      other[13] = 0x62; // b.test
      const bad = response(query, ADDRESS, { id: 1 });
      const good = response(query, 'c00c 0001 0001 0000003c 0004 c0000209');
      return [bad, query, other, good];
    });
    const { status, said } = await ask(peer.port);

    expect(said.match(/an answer to another question: ignored/g)).toHaveLength(3);
    expect(said).toContain('answer a.test A 192.0.2.9 for 60 s');
    expect(said).not.toContain('192.0.2.1 ');
    expect(status).toBe(0);
  });

  test('a query that nobody answered is sent again', async () => {
    using peer = await answering((query, nth) => (nth > 1 ? [response(query, ADDRESS)] : []));
    const { status, said } = await ask(peer.port);

    expect(said).toContain('answer a.test A 192.0.2.1 for 60 s');
    expect(peer.texts).toHaveLength(2);
    expect(status).toBe(0);
  });

  test('a truncated answer, a failure and octets that could move a cursor are told', async () => {
    const name = '031b5b4a c00c';
    const records = `${name} 0010 0001 00000001 0002 1b63`;
    using peer = await answering((query) => [response(query, records, { flags: '8782' })]);
    const { status, said } = await ask(peer.port);

    expect(said).toContain('truncated: the rest is to be had over TCP');
    expect(said).toContain('answer \\027\\091J.a.test TYPE16 1b63 for 1 s');
    expect(said).toContain('\nSERVFAIL\n');
    expect(said).not.toContain('\x1b');
    expect(status).toBe(1);
  });

  test.each([
    ['a'.repeat(64), '63 octets at the most, not 64'],
    ['a..b', 'a label of no octets'],
    ['abc.'.repeat(64), '255 octets at the most, not 257'],
    ['소켓.test', 'one octet a character'],
  ])('a name without a form is refused before anything is sent: %s', async (name, wanted) => {
    using peer = await datagramPeer();
    await using client = startExample(CLIENT, name, 'A', peer.port);
    const { status, stderr } = await client.finished();

    expect(stderr).toContain(wanted);
    expect(status).toBe(2);
    expect(peer.texts).toEqual([]);
  });

  test('the server answers what it does not understand, and never an answer', async () => {
    const { server, port } = await serving(SERVER);
    await using _server = server;
    using peer = await datagramPeer();
    const heard: string[] = [];
    peer.socket.on('message', (bytes) => heard.push(bytes.toString('hex')));
    const question = '01610474657374000001';
    for (const hex of [
      '',
      'beef 0100 0001 0000 0000 00', // eleven octets
      `0001 8000 0001 0000 0000 0000 ${question} 0001`, // a response
      `0002 0100 0001 0000 0000 0000 c00c 0001 0001`,
      `0003 0900 0001 0000 0000 0000 ${question} 0001`, // inverse query
      '0004 0100 0000 0000 0000 0000',
      `0005 0100 0001 0000 0000 0000 ${question} 0003`, // class CH
      `0006 0100 0001 0000 0000 0000 022e00 00 00ff 0001`, // a label of "." and 0
    ]) {
      await peer.send(octets(hex), Number(port));
    }
    await peer.until(5);
    await stopped(server);

    const counts = '000000000000';
    expect(heard).toEqual([
      `000284010000${counts}`,
      `00038d040000${counts}`,
      `000485010000${counts}`,
      `000585050001${counts}${question}0003`,
      `000685030001${counts}022e000000ff0001`,
    ]);
  });
});
