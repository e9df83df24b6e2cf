import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { secretLine } from '../../src/pcapng/secret-line.ts';
import { testNeeding } from '../support/tools.ts';
import { ask, gone, secured, trusting } from '../tls/layers.ts';
import { EXAMPLES } from '../trace/examples.ts';
import { segment } from './made.ts';
import { blocksOf, captureOf, commentsOf, PACKET, SECRETS } from './reading.ts';
import { fieldsOf, TSHARK, warningsOf } from './shark.ts';

const secret = EXAMPLES['tls-secret'];
const LINE = `${secret.label} ${secret.clientRandom} ${secret.secret}\n`;

/** A conversation over TLS, of which both ends and their secrets were told. */
async function overTls(text: string, maxVersion: 'TLSv1.2' | 'TLSv1.3') {
  const tls = { maxVersion, keylog: () => undefined };
  await using server = await secured({ tls });
  const { trace, connected } = trusting(server.port, { tls });
  await ask(await connected, text);
  await gone(server, 'S1');
  return [...server.trace, ...trace].toSorted((one, other) => one.time - other.time);
}

describe('tshark decrypts, with the secrets in the file and nothing else,', () => {
  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    testNeeding([TSHARK], `the records of ${version}`, async () => {
      const events = await overTls('the code is 4711', version);
      const without = events.filter(({ type }) => type !== 'tls-secret');
      const read = (told: readonly SocketEvent[]) =>
        fieldsOf(captureOf(told), ['data.data', 'tls.app_data_proto', 'frame.comment']);
      const texts = (rows: Awaited<ReturnType<typeof read>>) =>
        rows.map((row) => Buffer.from(row['data.data'], 'hex').toString()).filter(Boolean);

      expect(texts(await read(events))).toEqual(['the code is 4711', 'the code is 4711']);
      expect(texts(await read(without))).toEqual([]);
      expect(await warningsOf(captureOf(events))).toBe('');
      expect((await read(events)).map((row) => row['frame.comment'])).toContainEqual(
        expect.stringMatching(
          /^synthetic; C1 tls-record application_data \d+ B: C1 send 16 B "the code is 4711"$/,
        ),
      );
    });
  }
});

describe('the secrets of a trace', () => {
  const secretsIn = (events: SocketEvent[]) =>
    blocksOf(captureOf(events))
      .filter(({ type }) => type === SECRETS)
      .map(({ body }) => {
        const length = body.getUint32(4, true);
        return Buffer.from(body.buffer, body.byteOffset + 8, length).toString();
      });

  test('stand before the first packet, wherever they were told, and once', () => {
    const events = [segment('x', 1), secret, segment('y', 2), { ...secret, socket: 'S1' }];
    const types = blocksOf(captureOf(events)).map(({ type }) => type);

    expect(types.indexOf(SECRETS)).toBeLessThan(types.indexOf(PACKET));
    expect(secretsIn(events)).toEqual([LINE]);
  });

  test('are no block where there are none', () => {
    expect(secretsIn([segment('x', 1)])).toEqual([]);
  });

  test('are several blocks where they are many', () => {
    const many = Array.from({ length: 2500 }, (_, place) => {
      return { ...secret, clientRandom: place.toString(16).padStart(64, '0') };
    });

    expect(secretsIn(many).map((lines) => lines.split('\n').length - 1)).toEqual([1000, 1000, 500]);
  });

  test.each([
    ['two lines', { label: 'CLIENT_RANDOM 00 00\nX' }],
    ['no label', { label: '' }],
    ['no digits', { secret: 'xx' }],
    ['no random', { clientRandom: '' }],
  ])('that are no line of a key log are left out: %s', (_what, change) => {
    expect(secretLine(secret)).toBe(LINE);
    expect(secretLine({ ...secret, ...change })).toBeUndefined();
  });

  test('are in no comment', () => {
    const said = commentsOf(captureOf([secret, segment('x', 1)])).join('\n');

    expect(said).not.toContain(secret.secret);
  });
});
