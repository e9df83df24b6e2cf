import { type FailureCode, type Failures, WANTED_VALUES } from '../../src/error.ts';
import type { Text } from '../../src/text/text.ts';
import { DISTRUSTED, type Sample, stringsIn } from './sample.ts';

/** Facts that a sentence tells in words of its own. */
const CHOICES = new Set<string>([
  ...[...WANTED_VALUES, 'version', 'cipher', 'alpn', 'udp'],
  ...['accept', 'bad-utf8', 'message-too-big'],
]);

export function failure<Code extends FailureCode>(code: Code, facts: Failures[Code]): Sample {
  const say = (text: Text) => {
    const { what, why, next } = text.errors[code](facts);
    return [what, why, next];
  };
  const values = stringsIn(facts).filter((value) => !CHOICES.has(value));
  return { path: `errors.${code}`, values, say };
}

const address = '127.0.0.1:9000';
const suggestion = 'tcp-server';
const option = '--count';
const path = 'notes/plan.txt';

/** Every failure, in every way of telling it. */
export const FAILURES: readonly Sample[] = [
  failure('port-taken', { address, port: 9000 }),
  failure('port-taken', { address, port: 65535, holder: 'node app.js (pid 77)' }),
  failure('no-permission', { address: '127.0.0.1:80', port: 80 }),
  failure('no-permission', { address, port: 9000 }),
  failure('address-not-here', { address: '192.0.2.1' }),
  failure('unknown-host', { host: 'nowhere.example' }),
  failure('name-service-down', { host: 'nowhere.example' }),
  failure('refused', { address, port: 9000, elsewhere: [], others: ['127.0.0.1:8080'] }),
  failure('refused', { address, port: 9000, elsewhere: ['[::1]:9000'], others: [] }),
  failure('refused', { address, port: 9000, elsewhere: [], others: [] }),
  failure('no-local-port', { address, code: 'EADDRNOTAVAIL' }),
  failure('no-local-port', { address, code: 'EADDRINUSE', localPort: 45000 }),
  failure('no-route', { address }),
  failure('connect-timeout', { address, seconds: 2.5 }),
  failure('no-answer', { address }),
  failure('interrupted', { address }),
  failure('idle-timeout', { address, seconds: 30 }),
  failure('reset', { address, received: 0, sent: 12_480 }),
  failure('broken-pipe', { address }),
  failure('too-many-files', { call: 'accept', code: 'EMFILE' }),
  failure('too-many-files', { call: 'accept', code: 'ENFILE' }),
  ...['ENOENT', 'EACCES', 'EISDIR', 'ENOSPC', 'EIO'].flatMap((code) => [
    failure('file-unreadable', { path, code }),
    failure('file-unwritable', { path, code }),
  ]),
  failure('bad-trace', { line: 12_480, problem: 'bytes: expected a whole number ≥ 0' }),
  failure('system', { call: 'connect', code: 'EINVAL' }),
  failure('system', { call: '', code: 'ERR_SOCKET_CLOSED' }),
  failure('send-after-shutdown', { socket: 'S2' }),
  ...datagramFailures(),
  ...unixFailures(),
  ...tlsFailures(),
  ...wsFailures(),
  failure('unknown-option', { option: '--cuont' }),
  failure('unknown-option', { option: '--cuont', suggestion: option }),
  failure('unknown-command', { name: 'tpc-server' }),
  failure('unknown-command', { name: 'tpc-server', suggestion }),
  failure('missing-argument', { name: 'port' }),
  failure('missing-option-value', { option }),
  failure('too-many-arguments', { expected: 1, given: 3 }),
  failure('conflicting-options', { one: '--ipv4', other: '--ipv6' }),
  failure('not-a-port', { value: '70000' }),
  failure('not-a-number', { option, value: 'many', least: 0, most: 65_535 }),
  failure('not-a-duration', { option: '--idle-timeout', value: 'long' }),
  failure('not-a-choice', { option: '--color', value: 'blue', choices: ['auto', 'never'] }),
  ...WANTED_VALUES.map((wanted) =>
    failure('bad-value', { option: '--delay', value: 'long', wanted }),
  ),
  failure('option-needs', { option: '--key', needs: '--cert' }),
  failure('not-hex', { value: 'xyz' }),
  failure('bad-escape', { value: 'say\\q', at: '\\q' }),
  failure('unknown-word', { word: 'acept' }),
  failure('unknown-word', { word: 'acept', suggestion: 'accept' }),
];

function datagramFailures(): Sample[] {
  const taken = { address, port: 9000, protocol: 'udp' } as const;
  const silent = { address, sent: 1204, seconds: 1.5 };
  return [
    ...[65_507, 65_527, 9000].map((most) => failure('message-too-long', { bytes: 65_528, most })),
    failure('message-too-long', { bytes: 65_000 }),
    failure('port-taken', taken),
    failure('port-taken', { ...taken, holder: 'node app.js (pid 77)' }),
    failure('broadcast-not-allowed', { address: '255.255.255.255:9000' }),
    failure('link-to-itself', { address }),
    failure('port-unreachable', { address }),
    failure('no-replies', { ...silent, connected: false }),
    failure('no-replies', { ...silent, connected: true }),
    failure('no-replies', { ...silent, sent: 1, connected: true }),
  ];
}

function unixFailures(): Sample[] {
  const path = '/tmp/echo.sock';
  return [
    failure('path-taken', { path }),
    failure('path-taken', { path, holder: 'node app.js (pid 77)' }),
    failure('stale-path', { path }),
    failure('not-a-socket', { path }),
    failure('path-too-long', { path, bytes: 130, most: 107 }),
    failure('no-such-directory', { path }),
    failure('path-no-permission', { path }),
    failure('no-socket-there', { path }),
    failure('no-socket-there', { path: '@echo' }),
    failure('path-refused', { path }),
    failure('path-queue-full', { path }),
    failure('not-on-this-system', { what: '@echo' }),
    failure('not-on-this-system', { what: 'SO_PEERCRED' }),
  ];
}

function tlsFailures(): Sample[] {
  const dates = { notBefore: '2026-01-31T00:00:00Z', notAfter: '2027-01-31T00:00:00Z' };
  const names = ['DNS:course.example', 'IP Address:192.0.2.1'];
  const said = { name: 'localhost', subject: 'CN=course', issuer: 'CN=Course CA', names, ...dates };
  const alerts = [
    ...['unknown_ca', 'bad_certificate', 'certificate_expired', 'certificate_unknown'],
    ...['certificate_required', 'handshake_failure', 'unrecognized_name', 'decode_error'],
  ];
  return [
    ...DISTRUSTED.map((reason) => failure('tls-untrusted', { address, reason, ...said })),
    failure('tls-untrusted', {
      address,
      reason: 'ERR_TLS_CERT_ALTNAME_INVALID',
      ...said,
      names: [],
    }),
    failure('tls-no-certificate', { address }),
    ...alerts.map((alert) => failure('tls-alert', { address, alert })),
    failure('not-tls', { address }),
    ...(['version', 'cipher', 'alpn'] as const).map((what) =>
      failure('tls-no-agreement', { address, what }),
    ),
    failure('tls-ended', { address }),
    failure('tls-handshake-timeout', { address, seconds: 30 }),
    failure('bad-certificate', { path, problem: 'no start line' }),
  ];
}

function wsFailures(): Sample[] {
  const section = 'RFC 6455 §4.1';
  const statuses = [200, 301, 400, 401, 403, 404, 418, 421, 426, 503];
  const broken = { address, section: 'RFC 6455 §8.1', code: 1007 };
  return [
    failure('ws-bad-answer', { address, rule: 'accept', section }),
    ...statuses.map((status) => failure('ws-status', { address, status, reason: 'As It Is' })),
    failure('ws-status', { address, status: 500, reason: '' }),
    failure('ws-ended', { address }),
    failure('ws-handshake-timeout', { address, seconds: 10 }),
    ...[1002, 1006, 1008, 1011, 3000, 4000].map((code) =>
      failure('ws-closed', { address, code, reason: '' }),
    ),
    failure('ws-closed', { address, code: 1011, reason: 'out of memory' }),
    failure('ws-violation', { ...broken, rule: 'bad-utf8' }),
    failure('ws-violation', { ...broken, rule: 'message-too-big', code: 1009 }),
    failure('not-a-ws-url', { value: 'http://localhost' }),
    failure('bad-close', { code: 1005, bytes: 0 }),
    failure('bad-close', { code: 1000, bytes: 124 }),
  ];
}
