import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFilter } from '../../src/lab/capture-filter.ts';

test.each([
  '',
  'tcp port 9000',
  'host 127.0.0.1 and (udp port 53 or icmp)',
  'host ::1 or host fe80::1',
  '(tcp port 9000) or icmp or icmp6 or (ip[6:2] & 0x1fff != 0) or ip6 proto 44',
  'portrange 8000-8010 and tcp[13] & 2 == 2',
])('a filter of words, numbers and operators goes on: %j', (filter) => {
  expect(isFilter(filter)).toBe(true);
});

test.each([
  '-w /etc/passwd',
  '--version',
  'port http',
  'host example.com',
  'gateway somewhere',
  'tcp; reboot',
  'tcp `id`',
  'tcp $(id)',
  'tcp\nudp',
  "tcp 'x'",
  'tcp port 1 '.repeat(50),
])('anything else does not: %j', (filter) => {
  expect(isFilter(filter)).toBe(false);
});

test('a filter that goes on has nothing in it that a shell or an option parser would see', () => {
  const pieces = fc.constantFrom(
    'tcp',
    ' ',
    'port',
    '80',
    '-',
    ';',
    '/',
    '::1',
    '"',
    '\\',
    '(',
    'é',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const filter = parts.join('');
      if (isFilter(filter)) expect(filter).toMatch(/^(?!-)[\w ()[\].:&|<>=!+*/-]*$/);
    }),
    { numRuns: 300 },
  );
});
