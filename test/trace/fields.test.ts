import { describe, expect, test } from 'vitest';
import { encodeEvent } from '../../src/trace/json-lines.ts';
import { parseEvent } from '../../src/trace/read-json-lines.ts';
import { EXAMPLES } from './examples.ts';

const having = (fields: object) =>
  JSON.stringify({ ...JSON.parse(encodeEvent(EXAMPLES.receive)), ...fields });

describe('a field of a trace', () => {
  test('may name any path, with a character at least and 4096 at the most', () => {
    const paths = ['@echo', '127.0.0.1:9000', 'unix:x', '\u001b[2J\0', '\ud800', 'x'.repeat(4096)];
    for (const path of paths) {
      expect(parseEvent(having({ local: `unix:${path}` }), 3)).toHaveProperty('local', { path });
    }
    for (const path of ['', 'x'.repeat(4097)]) {
      expect(() => parseEvent(having({ local: `unix:${path}` }), 3)).toThrow('local: expected');
    }
    expect(() => parseEvent(having({ local: 'UNIX:/tmp/echo.sock' }), 3)).toThrow('expected');
  });

  test.each([
    [
      'a socket option to come',
      EXAMPLES.setsockopt,
      { option: 'SO_MAGIC' },
      'option: expected a socket option of version 1',
    ],
    ['half a value', EXAMPLES.setsockopt, { value: 0.5 }, 'value: expected a whole number'],
    ['a datagram that is none', EXAMPLES.receive, { datagram: false }, 'datagram: expected true'],
    [
      'a fate to come',
      EXAMPLES.fate,
      { fates: ['eaten'] },
      'fates.0: expected a fate of version 1',
    ],
    ['half a truth', EXAMPLES.reply, { overtaken: 1 }, 'overtaken: expected true or false'],
    ['no message', EXAMPLES['tls-record'], { messages: [{}] }, 'messages.0.name: missing'],
    ['a list of one', EXAMPLES['tls-certificate'], { names: 'x' }, 'names: expected an array'],
    [
      'a day after all days',
      EXAMPLES['tls-certificate'],
      { notAfter: 1e19 },
      'notAfter: expected a time',
    ],
    [
      'an opcode of five bits',
      EXAMPLES['ws-frame'],
      { opcode: 16 },
      'opcode: expected a whole number from 0 to 15',
    ],
    [
      'a status code of three octets',
      EXAMPLES['ws-closed'],
      { code: 65_536 },
      'code: expected a whole number from 0 to 65535',
    ],
    [
      'a frame with too long a header',
      EXAMPLES['ws-frame'],
      { header: Buffer.alloc(15).toString('base64') },
      'header: expected base64 of at most 14 octets',
    ],
    ['a frame with more than it had', EXAMPLES['ws-frame'], { bytes: 4 }, 'data: more octets than'],
    [
      'a message with more than it had',
      EXAMPLES['ws-message'],
      { bytes: 4 },
      'data: more octets than',
    ],
    [
      'a header without a value',
      EXAMPLES['ws-request'],
      { headers: [{ name: 'Host' }] },
      'headers.0.value: missing',
    ],
    ['no counts', EXAMPLES.close, { datagrams: 7 }, 'datagrams: expected an object'],
  ])('with %s is told by its field', (_what, event, fields, problem) => {
    const line = JSON.stringify({ ...JSON.parse(encodeEvent(event)), ...fields });
    expect(() => parseEvent(line, 3)).toThrow(problem);
  });

  test('keeps the year 9999, with which certificates say "for ever"', () => {
    const notAfter = 253_402_300_799 * 1_000_000;
    const event = { ...EXAMPLES['tls-certificate'], notAfter };
    expect(parseEvent(encodeEvent(event), 3)).toEqual(event);
  });
});
