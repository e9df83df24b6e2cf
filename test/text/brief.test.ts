import { describe, expect, test } from 'vitest';
import { beginning, clipped, day, few, namesOf, portOf, versionsOf } from '../../src/text/brief.ts';
import { loadText } from '../../src/text/text.ts';
import { EXAMPLES } from '../trace/examples.ts';

test('a name that a peer chose is cut after 80 characters, and never within one', () => {
  expect(clipped('x'.repeat(80))).toBe('x'.repeat(80));
  expect(clipped('x'.repeat(81))).toBe(`${'x'.repeat(79)}…`);
  expect(clipped('😀'.repeat(80))).toBe('😀'.repeat(80));
  expect(clipped('😀'.repeat(5000))).toBe(`${'😀'.repeat(79)}…`);
});

test('of many names the first three are told', () => {
  expect(few([])).toBe('');
  expect(few(['h2', 'http/1.1'], '/')).toBe('h2/http/1.1');
  expect(few(['a', 'b', 'c', 'd'])).toBe('a, b, c, …');
});

test('versions say TLS once', () => {
  expect(versionsOf(['TLS 1.3', 'TLS 1.2', '0x7F1C'])).toBe('TLS 1.3/1.2/0x7F1C');
});

test('the names of a certificate go without their kinds, and addresses are short', () => {
  const names = ['DNS:localhost', 'IP Address:127.0.0.1', 'IP Address:0:0:0:0:0:0:0:1'];
  expect(namesOf(names)).toBe('localhost, 127.0.0.1, ::1');
  expect(namesOf(['email:a@b', 'IP Address:not:an:address', 'DNS:'])).toBe(
    'email:a@b, not:an:address, ',
  );
});

test.each([
  [0, '1970-01-01'],
  [-1_000_000, '1969-12-31'],
  [1_795_227_355_000_000, '2026-11-21'],
  [253_402_300_799_000_000, '9999-12-31'],
  [8.64e18, '+275760-09-13'],
  [8.65e18, '?'],
])('the moment %d is on the day %s', (moment, shown) => {
  expect(day(moment)).toBe(shown);
});

test('a fingerprint is told by its first eight octets', () => {
  const { fingerprint } = EXAMPLES['tls-certificate'];
  expect(beginning(fingerprint)).toBe('00:07:0E:15:1C:23:2A:31…');
  expect(beginning('00:07')).toBe('00:07');
});

test('the port of an address is what stands behind its last colon', () => {
  expect(['127.0.0.1:9000', '[::1]:80', '/tmp/echo.sock', '?'].map(portOf)).toEqual([
    '9000',
    '80',
    '',
    '',
  ]);
});

describe.each(['en', 'ko'] as const)('a record told in %s', (language) => {
  test('stays short, whatever a peer puts into it', async () => {
    const { steps } = await loadText(language);
    const many = Array.from({ length: 5000 }, (_, at) => `name ${at} ${'x'.repeat(5000)}`);
    const [name = ''] = many;
    const message = { name, serverName: name, alpn: many, versions: many, ciphers: many };
    const messages = Array.from({ length: 50 }, () => ({ ...message, groups: many, alert: name }));
    const certificate = { subject: name, issuer: name, names: many, fingerprint: name };

    expect(steps['tls-record']({ ...EXAMPLES['tls-record'], messages }).length).toBeLessThan(3500);
    expect(
      steps['tls-certificate']({ ...EXAMPLES['tls-certificate'], ...certificate }).length,
    ).toBeLessThan(600);
  });

  test('counts ciphers, and names what it holds only once', async () => {
    const { steps } = await loadText(language);
    const record = EXAMPLES['tls-record'];
    const said = (content: typeof record.content, message: (typeof record.messages)[number]) =>
      steps['tls-record']({ ...record, content, messages: [message] });

    expect(said('handshake', { name: 'client_hello', ciphers: Array(17).fill('x') })).toContain(
      '17',
    );
    expect(
      said('alert', { name: 'alert', alert: 'fatal unknown_ca' }).match(/alert/g),
    ).toHaveLength(1);
    expect(said('change_cipher_spec', { name: 'change_cipher_spec' }).match(/spec/g)).toHaveLength(
      1,
    );
  });
});
