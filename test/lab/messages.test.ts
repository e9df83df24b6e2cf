import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SocketsError } from '../../src/error.ts';
import {
  type LabStatus,
  type Reply,
  type Request,
  readReply,
  readRequest,
  writeReply,
  writeRequest,
} from '../../src/lab/messages.ts';

const STATUS: LabStatus = {
  id: 'k3f9',
  pid: 4711,
  network: 'net:[4026532321]',
  since: 1_700_000_000_000_000,
  impairments: { loss: 30, drop: [{ segment: 'syn', from: 'client', count: 2 }], rate: 64_000 },
  dropped: { drop: [2], loss: 12 },
  without: ['netem'],
};

const REQUESTS: readonly Request[] = [
  { do: 'status' },
  { do: 'set', change: { clear: true } },
  { do: 'set', change: { ...STATUS.impairments, delay: 50 } },
  { do: 'capture', interface: 'lo', filter: 'tcp port 9000' },
  { do: 'capture', interface: 'drops' },
];

const REPLIES: readonly Reply[] = [
  { status: STATUS },
  { capturing: true },
  { failed: new SocketsError('system', 'tool-missing', { tool: 'nft', package: 'nftables' }) },
  { failed: new SocketsError('system', 'tool-failed', { tool: 'tc', said: 'no such thing' }) },
];

test.each(REQUESTS)('a request is a line that is read as it was written: $do', (request) => {
  const line = writeRequest(request);

  expect(line.indexOf('\n')).toBe(line.length - 1);
  expect(readRequest(line)).toEqual(request);
});

test.each(REPLIES)('a reply is a line that is read as it was written: %j', (reply) => {
  const line = writeReply(reply);

  expect(line.indexOf('\n')).toBe(line.length - 1);
  expect(readReply(line)).toEqual(reply);
});

describe('nothing is made of', () => {
  const set = (change: unknown) => JSON.stringify({ version: 1, do: 'set', change });

  test.each([
    ['no JSON', '{'],
    ['no object', '[1]'],
    ['another version', '{"version":2,"do":"status"}'],
    ['no version', '{"do":"status"}'],
    ['an unknown request', '{"version":1,"do":"format"}'],
    ['a loss of more than all', set({ loss: 101 })],
    ['a loss that is no number', set({ loss: '1 } ; flush ruleset' })],
    ['an unknown segment', set({ drop: [{ segment: 'psh' }] })],
    ['a count of none', set({ drop: [{ segment: 'syn', count: 0 }] })],
    ['a count that overflows', set({ drop: [{ segment: 'syn', count: 10_001 }] })],
    ['too many rules', set({ drop: Array.from({ length: 33 }, () => ({ segment: 'syn' })) })],
    ['half a bit', set({ rate: 0.5 })],
    ['a field nobody knows', set({ loss: 1, 'policy drop': 1 })],
    ['no change', set(undefined)],
    ['another interface', '{"version":1,"do":"capture","interface":"eth0"}'],
    ['a filter we do not pass on', '{"version":1,"do":"capture","interface":"lo","filter":"-w x"}'],
    ['a filter of drops', '{"version":1,"do":"capture","interface":"drops","filter":"tcp"}'],
  ])('%s', (_what, line) => {
    expect(readRequest(line)).toBeUndefined();
  });

  test('a reply that lacks something', () => {
    for (const key of Object.keys(STATUS)) {
      const status = { ...STATUS, [key]: undefined };
      expect(readReply(JSON.stringify({ version: 1, status })), key).toBeUndefined();
    }
  });

  test('whatever else comes, and nothing is thrown', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc.jsonValue().map((value) => JSON.stringify({ version: 1, do: 'set', change: value })),
      fc.jsonValue().map((value) => JSON.stringify({ version: 1, status: value, failed: value })),
    );
    fc.assert(
      fc.property(anything, (line) => {
        const request = readRequest(line);
        // Of what JSON can be, only `{}` is a change by chance.
        if (request?.do === 'set') expect(request.change).toEqual({});
        expect(readReply(line)).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});
