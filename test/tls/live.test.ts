import { once } from 'node:events';
import tls from 'node:tls';
import { expect, test } from 'vitest';
import { type Piece, readAll } from './recorded.ts';
import { listening, relayTo } from './relay.ts';

// A key that both sides know beforehand (RFC 4279) needs no certificate, and so no tool that makes one.
const PSK = Buffer.from('0123456789abcdef');

const BOTH = { pskIdentityHint: 'hint', ALPNProtocols: ['echo'] };

/** What passed in a connection of this Node with itself, and what it agreed upon. */
async function talk(options: { ciphers: string; maxVersion?: tls.SecureVersion }) {
  const pieces: Piece[] = [];
  const server = tls.createServer({ ...BOTH, ...options, pskCallback: () => PSK }, (socket) => {
    socket.end('hello');
  });
  const relay = relayTo(await listening(server), pieces);
  const socket = tls.connect({
    ...BOTH,
    ...options,
    ...{ port: await listening(relay), host: '127.0.0.1', servername: 'example.test' },
    pskCallback: () => ({ psk: PSK, identity: 'student' }),
    checkServerIdentity: () => undefined,
  });
  await once(socket, 'secureConnect');
  const agreed = { version: socket.getProtocol(), cipher: socket.getCipher().standardName };
  socket.resume();
  await once(socket, 'close');
  relay.close();
  server.close();
  return { records: readAll(pieces), agreed };
}

const CIPHERS = [
  ...['PSK-AES128-GCM-SHA256', 'PSK-AES256-CCM8', 'PSK-CHACHA20-POLY1305', 'DHE-PSK-AES256-CCM'],
  ...['ECDHE-PSK-AES128-CBC-SHA256', 'ECDHE-PSK-CHACHA20-POLY1305', 'PSK-AES256-CBC-SHA'],
].filter((name) => tls.getCiphers().includes(name.toLowerCase()));

test.each(CIPHERS.map((ciphers) => ({ ciphers, maxVersion: 'TLSv1.2' as const })))(
  'a conversation of TLS 1.2 with $ciphers has the name that Node has for it',
  async (options) => {
    const { records, agreed } = await talk(options);
    const messages = records.flatMap((each) => each.messages);

    expect(messages[0]).toMatchObject({
      name: 'client_hello',
      serverName: 'example.test',
      alpn: ['echo'],
      versions: ['TLS 1.2'],
    });
    const hello = messages.find(({ name }) => name === 'server_hello');
    expect(hello).toMatchObject({ ciphers: [agreed.cipher], alpn: ['echo'] });
    expect(messages.some(({ name }) => /malformed|0x/.test(name))).toBe(false);
  },
);

test('a conversation of TLS 1.3 has the version and the cipher that Node says', async () => {
  const { records, agreed } = await talk({ ciphers: 'TLS_AES_128_GCM_SHA256:PSK' });
  const messages = records.flatMap((each) => each.messages);

  expect(agreed.version).toBe('TLSv1.3');
  expect(messages.find(({ name }) => name === 'server_hello')).toMatchObject({
    versions: ['TLS 1.3'],
    ciphers: [agreed.cipher],
  });
  expect(records.some(({ content, readable }) => content === 'application_data' && readable)).toBe(
    false,
  );
});
