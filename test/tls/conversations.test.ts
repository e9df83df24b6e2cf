import { describe, expect, test } from 'vitest';
import { outline, RECORDED, readAll, recorded } from './recorded.ts';

const AGREED = RECORDED.filter((name) => !name.startsWith('refused'));

const show = (name: string) => outline(readAll(recorded(name).pieces));
const messagesOf = (name: string) =>
  readAll(recorded(name).pieces).flatMap(({ messages }) => messages);

describe('a recorded conversation', () => {
  test('of TLS 1.3 is read up to the hello of the server, and encrypted from then on', () => {
    expect(show('tls13')).toEqual([
      'client handshake: client_hello',
      'server handshake: server_hello',
      'server change_cipher_spec: change_cipher_spec',
      'server application_data 32 encrypted',
      expect.stringMatching(/^server application_data \d+ encrypted$/),
      expect.stringMatching(/^server application_data \d+ encrypted$/),
      'server application_data 69 encrypted',
      'client change_cipher_spec: change_cipher_spec',
      'client application_data 69 encrypted',
      'client application_data 23 encrypted',
      'server application_data 282 encrypted',
      'server application_data 282 encrypted',
      'server application_data 23 encrypted',
      'client application_data 19 encrypted',
      'server application_data 19 encrypted',
    ]);
  });

  test('of TLS 1.2 shows its certificates, and is encrypted after change_cipher_spec', () => {
    expect(show('tls12-client-certificate')).toEqual([
      'client handshake: client_hello',
      'server handshake: server_hello',
      'server handshake: certificate',
      'server handshake: server_key_exchange',
      'server handshake: certificate_request',
      'server handshake: server_hello_done',
      'client handshake: certificate',
      'client handshake: client_key_exchange',
      'client handshake: certificate_verify',
      'client change_cipher_spec: change_cipher_spec',
      'client handshake 40 encrypted',
      'server handshake: new_session_ticket',
      'server change_cipher_spec: change_cipher_spec',
      'server handshake 40 encrypted',
      'client application_data 30 encrypted',
      'server application_data 30 encrypted',
      'client alert 26 encrypted',
      'server alert 26 encrypted',
    ]);
  });

  test('that takes up a session of TLS 1.2 has no certificate, and the server is the first to encrypt', () => {
    expect(show('tls12-resumed').slice(0, 6)).toEqual([
      'client handshake: client_hello',
      'server handshake: server_hello',
      'server change_cipher_spec: change_cipher_spec',
      'server handshake 40 encrypted',
      'client change_cipher_spec: change_cipher_spec',
      'client handshake 40 encrypted',
    ]);
  });

  test('in which the server asks for another group keeps readable after change_cipher_spec', () => {
    const records = readAll(recorded('tls13-retry').pieces);
    const readable = records.filter((each) => each.readable);

    expect(outline(readable)).toEqual([
      'client handshake: client_hello',
      'server handshake: hello_retry_request',
      'server change_cipher_spec: change_cipher_spec',
      'client change_cipher_spec: change_cipher_spec',
      'client handshake: client_hello',
      'server handshake: server_hello',
    ]);
    expect(readable[0]?.messages[0]?.groups).toEqual(['secp384r1', 'X25519']);
    expect(readable[1]?.messages[0]).toEqual({
      name: 'hello_retry_request',
      versions: ['TLS 1.3'],
      ciphers: ['TLS_AES_256_GCM_SHA384'],
      groups: ['X25519'],
    });
  });

  test('whose first hello is in two records has it whole in the second', () => {
    const [first, second] = readAll(recorded('tls13-fragments').pieces);

    expect(first).toMatchObject({ length: 512, messages: [{ name: 'fragment' }] });
    expect(second?.messages).toMatchObject([{ name: 'client_hello', serverName: 'localhost' }]);
    expect(second?.messages[0]?.alpn).toHaveLength(33);
    expect(second?.messages[0]?.alpn?.at(-1)).toBe('…');
  });

  test.each([
    ['refused-version', 'server alert: fatal protocol_version'],
    ['refused-alpn', 'server alert: fatal no_application_protocol'],
    ['refused-ca', 'client alert: fatal unknown_ca'],
  ])('%s ends with its alert', (name, alert) => {
    expect(show(name).at(-1)).toBe(alert);
  });

  test('shows in the hello of the client whom it wants, and what it offers', () => {
    const [hello] = messagesOf('tls13');

    expect(hello).toMatchObject({
      name: 'client_hello',
      serverName: 'localhost',
      alpn: ['h2', 'http/1.1'],
      versions: ['TLS 1.3', 'TLS 1.2'],
    });
    expect(hello?.ciphers?.slice(0, 3)).toEqual([
      'TLS_AES_256_GCM_SHA384',
      'TLS_CHACHA20_POLY1305_SHA256',
      'TLS_AES_128_GCM_SHA256',
    ]);
    expect(hello?.ciphers?.at(-1)).toBe('TLS_EMPTY_RENEGOTIATION_INFO_SCSV');
    expect(hello?.groups?.slice(0, 2)).toEqual(['X25519', 'secp256r1']);
  });

  test('shows the group that was agreed upon: in TLS 1.3 in the hello, before in a message of its own', () => {
    const groups = (name: string) =>
      messagesOf(name).flatMap((message) =>
        /^server/.test(message.name) && message.groups ? [[message.name, message.groups]] : [],
      );

    expect(groups('tls13')).toEqual([['server_hello', ['X25519']]]);
    expect(groups('tls12')).toEqual([['server_key_exchange', ['X25519']]]);
  });

  test.each(AGREED)('%s agrees upon what its client says, as far as it is in plain', (name) => {
    const { agreed } = recorded(name);
    const hello = messagesOf(name).findLast((message) => message.name === 'server_hello');

    expect(hello?.versions).toEqual([agreed?.version]);
    expect(hello?.ciphers).toEqual([agreed?.cipher]);
    expect(hello?.alpn).toEqual(agreed?.version === 'TLS 1.2' ? [agreed?.alpn] : undefined);
  });

  test.each(RECORDED)('%s has only names that are known', (name) => {
    const records = readAll(recorded(name).pieces);
    expect(JSON.stringify(records)).not.toMatch(/0x|malformed|GREASE/);
  });

  test.each(RECORDED)('%s is read to its last octet', (name) => {
    const { pieces } = recorded(name);
    const read = readAll(pieces).reduce((sum, { length }) => sum + 5 + length, 0);
    expect(read).toBe(pieces.reduce((sum, each) => sum + each.octets.length, 0));
  });

  test('has the version of its headers', () => {
    const versions = readAll(recorded('tls13').pieces).map(({ version }) => version);
    expect(versions[0]).toBe('TLS 1.0');
    expect(new Set(versions.slice(1))).toEqual(new Set(['TLS 1.2']));
  });
});
