import { expect, test } from 'vitest';
import {
  decryptionSecrets,
  enhancedPacket,
  interfaceDescription,
  sectionHeader,
} from '../../src/pcapng/blocks.ts';
import { blocksOf, INTERFACE, packetsOf, SECRETS, SECTION, textOf } from './reading.ts';

const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex');

test('a section says its byte order, version 1.0, no length, its comment and its program', () => {
  const octets = sectionHeader({ comment: '합성', program: 'sockets 0' });
  const [block] = blocksOf(octets);

  expect(hex(octets.subarray(0, 4))).toBe('0a0d0d0a');
  expect(hex(octets.subarray(8, 24))).toBe('4d3c2b1a01000000ffffffffffffffff');
  expect(block?.type).toBe(SECTION);
  expect(textOf(block?.options.get(1))).toBe('합성');
  expect(textOf(block?.options.get(4))).toBe('sockets 0');
});

test('an interface says its link, and that times are in µs', () => {
  const [block] = blocksOf(interfaceDescription({ link: 101, name: 'x', description: 'made up' }));

  expect([block?.type, block?.body.getUint16(0, true)]).toEqual([INTERFACE, 101]);
  expect(block?.body.getUint32(4, true)).toBe(0);
  expect([...(block?.options.get(9) ?? [])]).toEqual([6]);
  expect([2, 3].map((code) => textOf(block?.options.get(code)))).toEqual(['x', 'made up']);
});

test.each([0, 1, 2, 3, 4, 5])('a packet of %i octets in two parts is padded', (size) => {
  const octets = Uint8Array.from({ length: size }, (_, place) => place + 1);
  const parts = [octets.subarray(0, 1), octets.subarray(1)];
  const time = 1_795_227_355_123_456;
  const block = enhancedPacket({
    ...{ interface: 3, time, octets: parts, length: 1500 },
    ...{ comment: 'é', direction: 'out' },
  });

  expect(packetsOf(block)).toEqual([
    { interface: 3, time, octets, length: 1500, comment: 'é', flags: 2 },
  ]);
});

test('a packet says nothing that is not known, and is never shorter than what is kept of it', () => {
  const octets = [new Uint8Array(6)];
  const bare = { interface: 0, time: 2 ** 53 - 1, octets, length: 0, comment: '' };

  expect(packetsOf(enhancedPacket(bare))).toMatchObject([
    { time: 2 ** 53 - 1, length: 6, comment: undefined, flags: undefined },
  ]);
  expect(packetsOf(enhancedPacket({ ...bare, length: 2 ** 40 }))[0]?.length).toBe(2 ** 31 - 1);
});

test('a comment that is too long for an option is cut between two characters', () => {
  const comment = `x${'한'.repeat(30_000)}`;
  const packet = { interface: 0, time: 0, octets: [], length: 0, comment };
  const [read] = packetsOf(enhancedPacket(packet));

  expect(read?.comment).toBe(`x${'한'.repeat(21_844)}`);
});

test('secrets are a key log, its length before it', () => {
  const [block] = blocksOf(decryptionSecrets('CLIENT_RANDOM 00 11\n'));

  expect([block?.type, block?.body.byteLength]).toEqual([SECRETS, 28]);
  expect([0, 4].map((at) => block?.body.getUint32(at, true))).toEqual([0x544c534b, 20]);
});
