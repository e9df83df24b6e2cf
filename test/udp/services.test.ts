import { describe, expect, test } from 'vitest';
import {
  Answers,
  DATAGRAM_SERVICE_NAMES,
  type DatagramServiceName,
  makeDatagramService,
  mayAnswer,
} from '../../src/udp/services.ts';
import { Sockets } from './sockets.ts';

const REMOTE = { host: '127.0.0.1', port: 40_000 };

/** What a service answers to a text. */
function answer(name: DatagramServiceName, text: string, random?: () => number) {
  const bytes = makeDatagramService(name, random)({ bytes: Buffer.from(text), remote: REMOTE });
  return bytes && Buffer.from(bytes).toString('latin1');
}

describe('the services of a datagram socket', () => {
  test('answer each datagram with one, echo (RFC 862) and upper even one of no octets', async () => {
    await using sockets = new Sockets();
    for (const name of ['echo', 'upper'] as const) {
      const { receive } = new Answers(makeDatagramService(name));
      const server = await sockets.open({ receive });
      const client = await sockets.open();
      for (const text of ['Hello', '', 'again']) await client.send(text, server.address);
      const heard = await sockets.until(client.label, 3);

      expect(heard.map(({ remote }) => remote)).toEqual(heard.map(() => server.address));
    }
    expect(sockets.heard('U2')).toEqual(['Hello', '', 'again']);
    expect(sockets.heard('U4')).toEqual(['HELLO', '', 'AGAIN']);
  });

  test('discard (RFC 863) answers nothing', () => {
    expect(answer('discard', 'anything')).toBeUndefined();
  });

  test('chargen (RFC 864) answers with 0 to 512 characters of the pattern, whatever came', () => {
    expect(answer('chargen', 'x', () => 0)).toBe('');
    const longest = answer('chargen', '', () => 1 - Number.EPSILON);
    expect(longest).toHaveLength(512);
    expect(longest?.slice(0, 76)).toBe(
      ' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefg\r\n!"',
    );
    expect(answer('chargen', '', () => 0.5)).toHaveLength(256);
  });

  test('daytime (RFC 867) answers with a line of date and time', () => {
    const before = Date.now();
    const line = answer('daytime', '') ?? '';

    expect(line).toMatch(/^[\x20-\x7e]+\r\n$/);
    expect(Date.parse(line)).toBeGreaterThan(before - 1000);
    expect(Date.parse(line)).toBeLessThanOrEqual(Date.now());
  });

  test('are all there', () => {
    expect(DATAGRAM_SERVICE_NAMES.map((name) => typeof makeDatagramService(name))).toEqual(
      DATAGRAM_SERVICE_NAMES.map(() => 'function'),
    );
  });
});

describe('an answer', () => {
  test.each(['127.0.0.1', '0.0.0.0'])(
    'never goes to the socket itself, bound to %s: it would be answered for ever',
    async (host) => {
      await using sockets = new Sockets();
      const answers = new Answers(makeDatagramService('echo'));
      const server = await sockets.open({ host, receive: answers.receive });
      const client = await sockets.open();
      const to = { host: '127.0.0.1', port: server.address.port };
      await server.send('to myself', to);
      await client.send('to you', to);
      await sockets.until('U2', 1);

      expect(sockets.heard('U1')).toEqual(['to myself', 'to you']);
      expect(sockets.heard('U2')).toEqual(['to you']);
      expect(server.counts.datagrams.sent).toBe(2);
      expect(answers.withheld).toBe(1);
      expect(answers.refused).toBe(0);
    },
  );

  test('goes to another machine’s socket of the same port', () => {
    const local = { host: '0.0.0.0', port: 9000 };

    expect(mayAnswer(local, { host: '203.0.113.7', port: 9000 })).toBe(true);
    expect(mayAnswer(local, { host: '127.0.0.9', port: 9000 })).toBe(false);
    expect(mayAnswer({ host: '::', port: 9000 }, { host: '::ffff:127.0.0.1', port: 9000 })).toBe(
      false,
    );
    expect(mayAnswer({ host: '127.0.0.1', port: 9000 }, { host: '127.0.0.9', port: 9000 })).toBe(
      true,
    );
    expect(mayAnswer(local, { host: '127.0.0.1', port: 9001 })).toBe(true);
  });

  test.each([0, 7, 13, 17, 19, 37])(
    'does not go to port %i, where no answer is wanted or another would come',
    (port) => {
      expect(mayAnswer({ host: '127.0.0.1', port: 9000 }, { host: '203.0.113.7', port })).toBe(
        false,
      );
    },
  );

  test('that cannot be taken is given up and counted', async () => {
    await using sockets = new Sockets();
    const answers = new Answers(makeDatagramService('echo'));
    const socket = await sockets.open();
    await socket.close();
    answers.receive(socket, { bytes: new Uint8Array(1), remote: REMOTE });

    expect(answers.refused).toBe(1);
  });
});
