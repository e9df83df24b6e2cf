import { expect, test } from 'vitest';
import type { SocketCall } from '../../../src/observe/syscall/syscall-fact.ts';
import { SyscallReader } from '../../../src/observe/syscall/syscall-reader.ts';
import { writtenArguments } from '../../../src/observe/syscall/written-arguments.ts';

const LINES = [
  'socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP) = 4<TCP:[70]>',
  'setsockopt(4<TCP:[70]>, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0',
  'bind(4<TCP:[70]>, {sa_family=AF_INET, sin_port=htons(9000), sin_addr=inet_addr("127.0.0.1")}, 16) = 0',
  'listen(4<TCP:[127.0.0.1:9000]>, 511) = 0',
  'accept4(4<TCP:[127.0.0.1:9000]>, {sa_family=AF_INET, sin_port=htons(5000), sin_addr=inet_addr("127.0.0.1")}, [128 => 16], SOCK_CLOEXEC) = 5<TCP:[127.0.0.1:9000->127.0.0.1:5000]>',
  'read(5<TCP:[127.0.0.1:9000->127.0.0.1:5000]>, "hello\\n", 65536) = 6',
  'shutdown(5<TCP:[127.0.0.1:9000->127.0.0.1:5000]>, SHUT_WR) = 0',
  'close(5<TCP:[127.0.0.1:9000->127.0.0.1:5000]>) = 0',
  'socket(AF_INET6, SOCK_DGRAM, IPPROTO_UDP) = 6<UDPv6:[71]>',
];

const written = () => {
  const reader = new SyscallReader();
  const text = LINES.map((line, i) => `100 1700000000.00000${i} ${line} <0.000010>\n`).join('');
  return reader
    .push(new Uint8Array(Buffer.from(text)))
    .filter((fact): fact is SocketCall => fact.type === 'call')
    .map((call) => `${call.call}(${writtenArguments(call)})`);
};

test('arguments stand as in C, with addresses in their usual form', () => {
  expect(written()).toEqual([
    'socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP)',
    'setsockopt(4, SOL_SOCKET, SO_REUSEADDR, 1)',
    'bind(4, 127.0.0.1:9000)',
    'listen(4, 511)',
    expect.stringMatching(/^accept4\(4, (?:127\.0\.0\.1:5000, )?SOCK_CLOEXEC\)$/),
    'read(5, …)',
    'shutdown(5, SHUT_WR)',
    'close(5)',
    'socket(AF_INET6, SOCK_DGRAM, IPPROTO_UDP)',
  ]);
});
