import { describe, expect, test } from 'vitest';
import { decodePacket } from '../../../src/observe/packet/packet.ts';
import { changed, decodeAll, octetsOf, readPieces } from './captures.ts';

const [SYN = new Uint8Array()] = readPieces([octetsOf('echo-ipv4')]).packets.map(
  ({ octets }) => octets,
);
const DATAGRAMS = decodeAll(octetsOf('datagrams')).map(({ packet }) => packet);

describe('ICMP errors', () => {
  test('tell the packet they are about, and why', () => {
    const errors = DATAGRAMS.filter(({ quoted }) => quoted);
    const sent = DATAGRAMS.filter(({ ports }) => ports?.destination === 40_003);

    expect(errors).toHaveLength(4);
    for (const [index, { transport, quoted }] of errors.entries()) {
      expect(transport).toMatchObject({
        message: { name: 'destination-unreachable', reason: 'port' },
      });
      expect(quoted?.ports).toEqual(sent[index]?.ports);
      expect(quoted?.network?.source).toBe(sent[index]?.network?.source);
    }
  });

  test('may quote eight octets of a TCP header', () => {
    const [error] = DATAGRAMS.filter(({ transport }) => transport?.kind === 'icmp');
    const head = error?.octets.slice(0, 42) ?? new Uint8Array();
    const octets = Uint8Array.of(...head, ...SYN.slice(14, 42));
    octets.set([0, 56], 16);
    const { quoted, problem } = decodePacket(1, octets);

    expect(problem).toBeUndefined();
    expect(quoted).toMatchObject({ transport: undefined, ports: { destination: 9000 } });
    expect(quoted?.problem).toBeUndefined();
  });

  test('about errors are not followed', () => {
    const [error] = DATAGRAMS.filter(({ transport }) => transport?.kind === 'icmp');
    const octets = error?.octets ?? new Uint8Array();
    const nested = Uint8Array.of(...octets.slice(0, 42), ...octets.slice(14));
    nested.set([0, nested.length - 14], 16);
    const { quoted } = decodePacket(1, nested);

    expect(quoted?.transport).toMatchObject({ kind: 'icmp', type: 3 });
    expect(quoted?.quoted).toBeUndefined();
  });

  test.each([
    ['icmp', 34, 3, 4, { name: 'packet-too-big', mtu: 1400 }],
    ['icmp', 34, 3, 1, { name: 'destination-unreachable', reason: 'host' }],
    ['icmp', 34, 3, 99, { name: 'destination-unreachable', reason: undefined }],
    ['icmp', 34, 11, 0, { name: 'time-exceeded' }],
    ['icmp', 34, 12, 0, { name: 'parameter-problem' }],
    ['icmp', 34, 8, 0, { name: 'echo-request', identifier: 0, sequence: 1400 }],
    ['icmp', 34, 13, 0, { name: 'other' }],
    ['icmpv6', 54, 1, 0, { name: 'destination-unreachable', reason: 'no-route' }],
    ['icmpv6', 54, 2, 0, { name: 'packet-too-big', mtu: 1400 }],
    ['icmpv6', 54, 3, 0, { name: 'time-exceeded' }],
    ['icmpv6', 54, 4, 0, { name: 'parameter-problem' }],
    ['icmpv6', 54, 129, 0, { name: 'echo-reply', identifier: 0, sequence: 1400 }],
  ])('%s at %i: type %i, code %i', (kind, at, type, code, message) => {
    const found = DATAGRAMS.find(({ transport }) => transport?.kind === kind);
    const rest = { [at + 4]: 0, [at + 5]: 0, [at + 6]: 1400 >> 8, [at + 7]: 1400 & 0xff };
    const octets = changed(found?.octets ?? new Uint8Array(), {
      [at]: type,
      [at + 1]: code,
      ...rest,
    });

    expect(decodePacket(1, octets).transport).toMatchObject({ kind, type, code, message });
  });
});
