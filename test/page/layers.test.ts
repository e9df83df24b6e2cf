import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { PAGE_LANGUAGES } from '../../src/page/model/languages.ts';
import { octetsOf } from '../../src/page/model/layers.ts';
import { fieldAt } from '../../src/page/model/lit.ts';
import { RECORDED, recorded } from '../support/recorded.ts';
import { anyEvent } from '../trace/arbitrary.ts';
import { EXAMPLE_EVENTS, EXAMPLES } from '../trace/examples.ts';

const { en, ko } = PAGE_LANGUAGES;

/** `TCP Source Port 52344`, of each field of a layer. */
function said(event: SocketEvent, title: string): string[] {
  const layer = octetsOf(event, en)?.layers.find((one) => one.title === title);
  return layer?.fields.map(({ name, value }) => `${name} ${value}`.trim()) ?? [];
}

/** Every octet is in one layer and in a field of it, and pointing at it finds that field. */
function expectWhole(event: SocketEvent): void {
  const shown = octetsOf(event, en);
  if (!shown) return;
  const { layers, octets, all } = shown;
  expect(octets.length).toBeLessThanOrEqual(all);
  for (let octet = 0; octet < octets.length; octet += 1) {
    const own = layers.filter(({ start, end }) => octet >= start && octet < end);
    expect(own).toHaveLength(1);
    const place = fieldAt(layers, octet);
    const field = place && layers[place.layer]?.fields[place.field];
    expect(field && field.start <= octet && octet < field.end).toBe(true);
  }
}

describe.each(RECORDED)('%s', (name) => {
  test('every octet of every step belongs to a field', async () => {
    for (const event of await recorded(name)) expectWhole(event);
  });
});

test('so does every octet of every kind of event, and of any event', () => {
  EXAMPLE_EVENTS.forEach(expectWhole);
  fc.assert(fc.property(anyEvent, expectWhole), { numRuns: 200 });
});

test('a segment is told header by header, with what its numbers mean', async () => {
  const syn = (await recorded('echo-close')).find(
    (event) => event.type === 'segment' && event.flags.join() === 'SYN',
  );
  if (syn?.type !== 'segment') throw new Error('no SYN');
  const layers = octetsOf(syn, en)?.layers.map(({ title }) => title);

  expect(layers).toEqual(['Ethernet', 'IPv4', 'TCP']);
  expect(said(syn, 'Ethernet')).toContain('EtherType 0x0800 (IPv4)');
  expect(said(syn, 'IPv4')).toEqual(expect.arrayContaining(['IHL 5 (20 B)', 'Protocol 6 (TCP)']));
  expect(said(syn, 'TCP')).toEqual(expect.arrayContaining(['SYN 1', 'ACK 0', 'MSS 65,495']));
});

test('a flag is shown by the bit it is, a whole number without bits', async () => {
  const syn = (await recorded('echo-close')).find(({ type }) => type === 'segment');
  const tcp = syn && octetsOf(syn, en)?.layers[2]?.fields;
  const bits = new Map(tcp?.map((field) => [field.name, field.bits]));

  expect(bits.get('SYN')).toBe('......1.');
  expect(bits.get('Data Offset')).toMatch(/^[01]{4}\.{4}$/);
  expect(bits.get('Source Port')).toBe(undefined);
});

test('a frame of WebSocket is told bit by bit, its payload as it was before it was masked', () => {
  const frame = EXAMPLES['ws-frame'];
  const shown = octetsOf(frame, en);

  expect(said(frame, 'WebSocket')).toEqual(
    expect.arrayContaining([expect.stringMatching(/^opcode \d/), expect.stringMatching(/^MASK /)]),
  );
  expect(shown?.octets.subarray(frame.header.length)).toEqual(frame.data);
  expect(shown?.layers[1]?.title).toBe(frame.masked ? 'Payload, unmasked' : 'Payload');
});

test('a TLS record has its header, and that of its message where it can be read', () => {
  const record = EXAMPLES['tls-record'];
  expect(said(record, 'TLS record')).toEqual([
    'type 22 (handshake)',
    'legacy_record_version TLS 1.0',
    'length 512 B',
  ]);
  const data = Uint8Array.of(22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3);
  expect(said({ ...record, data }, 'Handshake')).toEqual([
    'msg_type 1 (client_hello)',
    'length 508 B',
  ]);
});

test('what carries no octets has none, in any language', () => {
  expect(octetsOf(EXAMPLES.listen, en)).toBe(undefined);
  expect(octetsOf(EXAMPLES.shutdown, ko)).toBe(undefined);
});
