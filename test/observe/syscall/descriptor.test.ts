import { describe, expect, test } from 'vitest';
import { parseDescriptor } from '../../../src/observe/syscall/descriptor.ts';
import { parseSockaddr } from '../../../src/observe/syscall/sockaddr.ts';

const HOST = '127.0.0.1';

describe('a descriptor', () => {
  test.each([
    [
      '4<TCP:[127.0.0.1:9000->127.0.0.1:44042]>',
      { protocol: 'TCP', local: { host: HOST, port: 9000 }, remote: { host: HOST, port: 44_042 } },
    ],
    ['4<TCP:[12345]>', { protocol: 'TCP', inode: 12_345 }],
    ['4<TCPv6:[[::1]:9000]>', { protocol: 'TCPv6', local: { host: '::1', port: 9000 } }],
    [
      '4<TCPv6:[[::ffff:127.0.0.1]:9->[fe80::1]:8]>',
      {
        protocol: 'TCPv6',
        local: { host: '::ffff:127.0.0.1', port: 9 },
        remote: { host: 'fe80::1', port: 8 },
      },
    ],
    ['4<UDP:[0.0.0.0:59914]>', { protocol: 'UDP', local: { host: '0.0.0.0', port: 59_914 } }],
    [
      '4<UNIX-STREAM:[5->6,"/tmp/x.sock"]>',
      { protocol: 'UNIX-STREAM', inode: 5, peerInode: 6, local: { path: '/tmp/x.sock' } },
    ],
    ['4<UNIX:[5,@"name"]>', { protocol: 'UNIX', inode: 5, local: { path: '@name' } }],
    [String.raw`4<UNIX:[5,@"\x6e\x61"]>`, { protocol: 'UNIX', inode: 5, local: { path: '@na' } }],
    ['4<NETLINK:[ROUTE:10463]>', { protocol: 'NETLINK' }],
    ['4<socket:[123]>', { inode: 123 }],
    [String.raw`4<\x73\x6f\x63\x6b\x65\x74\x3a\x5b\x37\x5d>`, { inode: 7 }],
  ])('%s is a socket', (text, note) => {
    expect(parseDescriptor(text)).toEqual({ number: 4, what: 'socket', note });
  });

  test.each([
    '4</tmp/x.sock>',
    '4</tmp/gone (deleted)>',
    '4</tmp/gone>(deleted)',
    '4</dev/null<char 1:3>>',
    '4<anon_inode:[eventpoll]>',
    '4<pipe:[123]>',
    String.raw`4</tmp/TCP:[1]\76>`,
    '4<',
  ])('%s is another file', (text) => {
    expect(parseDescriptor(text)).toEqual({ number: 4, what: 'other' });
  });

  test('without a note is a number; what else there is, is none', () => {
    expect(parseDescriptor('4')).toEqual({ number: 4, what: 'unknown' });
    expect(['-1', 'AT_FDCWD</tmp>', '4x', '', 'NULL'].map(parseDescriptor)).toEqual(
      Array(5).fill(undefined),
    );
  });
});

describe('a struct sockaddr', () => {
  test.each([
    [
      '{sa_family=AF_INET, sin_port=htons(9000), sin_addr=inet_addr("127.0.0.1")}',
      { host: HOST, port: 9000 },
    ],
    [
      String.raw`{sa_family=AF_INET, sin_port=htons(1), sin_addr=inet_addr("\x30\x2e\x30\x2e\x30\x2e\x30")}`,
      { host: '0.0.0.0', port: 1 },
    ],
    [
      '{sa_family=AF_INET6, sin6_port=htons(7), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}',
      { host: '::1', port: 7 },
    ],
    [
      '{sa_family=AF_INET6, sin6_port=htons(7), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "fe80::1", &sin6_addr), sin6_scope_id=if_nametoindex("eth0")}',
      { host: 'fe80::1%eth0', port: 7 },
    ],
    [
      '{sa_family=AF_UNIX, sun_path="/tmp/a\\"b, sin_port=htons(1)}"}',
      { path: '/tmp/a"b, sin_port=htons(1)}' },
    ],
    ['{sa_family=AF_UNIX, sun_path=@"ab"}', { path: '@ab' }],
    [String.raw`{sa_family=AF_UNIX, sun_path="\0ab"}`, { path: '@ab' }],
    [String.raw`{sa_family=AF_UNIX, sun_path="\354\261\204"}`, { path: '채' }],
  ])('%s', (text, address) => {
    expect(parseSockaddr(text)?.address).toEqual(address);
  });

  test('may have no name, or none that is known here', () => {
    expect(parseSockaddr('{sa_family=AF_UNIX}')).toEqual({ family: 'AF_UNIX' });
    expect(parseSockaddr('{sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}')).toEqual({
      family: 'AF_NETLINK',
    });
    expect(['NULL', '0x7ffe2a2038f0', '', '{}'].map(parseSockaddr)).toEqual(
      Array(4).fill(undefined),
    );
  });
});
