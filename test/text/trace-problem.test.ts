import { describe, expect, test } from 'vitest';
import { SocketsError } from '../../src/error.ts';
import { loadText } from '../../src/text/text.ts';
import { encodeEvent, encodeHeader } from '../../src/trace/json-lines.ts';
import { readTrace } from '../../src/trace/read-json-lines.ts';
import { EXAMPLES, HEADER_EXAMPLE } from '../trace/examples.ts';

const ko = await loadText('ko');

describe('what is wrong with a trace', () => {
  const HEADER = encodeHeader(HEADER_EXAMPLE);
  const header = (fields: object) => `${JSON.stringify({ ...JSON.parse(HEADER), ...fields })}\n`;
  const event = (fields: object, of = encodeEvent(EXAMPLES.receive)) =>
    `${HEADER}${JSON.stringify({ ...JSON.parse(of), ...fields })}\n`;

  test.each([
    ['an empty file', '', '비어 있어서 머리줄이 없습니다.'],
    ['no header', '{}\n', '머리줄이 없으므로 sockets의 추적 기록이 아닙니다.'],
    ['two headers', HEADER + HEADER, '머리줄이 또 나옵니다.'],
    ['another format', header({ format: 'x' }), 'format: 다음 값이어야 합니다: "sockets-trace".'],
    ['a newer version', header({ version: 9 }), /^version: 여기서 아는 가장 새로운 버전 \d+보다/],
    ['an older version', header({ version: 0 }), /^version: 다음 값이어야 합니다: \d+\.$/],
    ['no JSON', `${HEADER}hello\n`, 'JSON이 아닙니다.'],
    ['a cut line', `${HEADER}{"a"`, '줄이 중간에서 잘렸습니다.'],
    ['an endless line', `${HEADER}${' '.repeat(2 ** 20)}{}\n`, '줄이 1 MiB보다 깁니다.'],
    ['no object', `${HEADER}[]\n`, 'JSON 객체여야 합니다.'],
    ['no type', event({ type: undefined }), 'type: 필드가 없습니다.'],
    ['no name of a type', event({ type: 'X' }), 'type: 이벤트 종류의 이름이어야 합니다.'],
    [
      'a field without ground',
      `${event({}).slice(0, -2)},"mood":${'['.repeat(99)}${']'.repeat(99)}}\n`,
      /^\d+단계보다 깊이 중첩되어 있습니다\.$/,
    ],
    ['no data', event({ data: undefined }), 'data: 필드가 없습니다.'],
    ['bad base64', event({ data: '?' }), /^data: \d+바이트 이하의 base64여야 합니다\.$/],
    ['too much data', event({ bytes: 1 }), 'data: "bytes" 값보다 바이트가 많습니다.'],
    [
      'too long a record',
      event({ length: 0 }, encodeEvent(EXAMPLES['tls-record'])),
      'data: "length" 값보다 바이트가 많습니다.',
    ],
    ['no number', event({ bytes: 'x' }), 'bytes: 0 이상의 정수여야 합니다.'],
    ['no label', event({ socket: '' }), /^socket: 빈칸과 제어 문자 없이/],
    ['no address', event({ local: 'x' }), /^local: 숫자 주소를 쓴 "주소:포트"여야/],
    ['another source', event({ source: 'x' }), /^source: 다음 값이어야 합니다: "app", "syscall"/],
    [
      'no list',
      event({ addresses: 1 }, encodeEvent(EXAMPLES.lookup)),
      'addresses: 배열이어야 합니다.',
    ],
    ['no text', event({ name: 1 }, encodeEvent(EXAMPLES.lookup)), 'name: 문자열이어야 합니다.'],
    [
      'half a value',
      event({ value: 0.5 }, encodeEvent(EXAMPLES.setsockopt)),
      'value: 정수여야 합니다.',
    ],
    [
      'no value',
      event({ value: true }, encodeEvent(EXAMPLES.setsockopt)),
      'value: 정수나 문자열이어야 합니다.',
    ],
    [
      'an option to come',
      event({ option: 'SO_MAGIC' }, encodeEvent(EXAMPLES.setsockopt)),
      'option: 버전 1에 있는 소켓 옵션이어야 합니다.',
    ],
    [
      'a fate to come',
      event({ fates: ['eaten'] }, encodeEvent(EXAMPLES.fate)),
      'fates.0: 버전 1에 있는 fate여야 합니다.',
    ],
    [
      'a content to come',
      event({ content: 'x' }, encodeEvent(EXAMPLES['tls-record'])),
      'content: TLS의 content type이어야 합니다.',
    ],
    [
      'no label of a key log',
      event({ label: 'A B' }, encodeEvent(EXAMPLES['tls-secret'])),
      'label: 키 로그의 라벨이어야 합니다.',
    ],
    [
      'too long a secret',
      event({ secret: '00'.repeat(257) }, encodeEvent(EXAMPLES['tls-secret'])),
      'secret: 256바이트 이하를 나타내는 16진수 소문자여야 합니다.',
    ],
    [
      'too high an opcode',
      event({ opcode: 16 }, encodeEvent(EXAMPLES['ws-frame'])),
      'opcode: 0에서 15까지의 정수여야 합니다.',
    ],
    [
      'half a grant',
      event({ granted: 0.5 }, encodeEvent(EXAMPLES.setsockopt)),
      'granted: 정수여야 합니다.',
    ],
    ['no datagram', event({ datagram: 1 }), 'datagram: true여야 합니다.'],
    [
      'no truth',
      event({ stale: 1 }, encodeEvent(EXAMPLES.unlink)),
      'stale: true 또는 false여야 합니다.',
    ],
    [
      'no day',
      event({ notAfter: 0.5 }, encodeEvent(EXAMPLES['tls-certificate'])),
      'notAfter: 시각을 마이크로초로 나타낸 정수여야 합니다.',
    ],
  ])('is told in Korean too: %s', async (_name, lines, why) => {
    expect((await adviceOn([lines])).why).toMatch(why);
  });

  test('is told in Korean too: octets that are not text', async () => {
    expect((await adviceOn([HEADER, Uint8Array.of(0xff, 0x0a)])).why).toBe('UTF-8이 아닙니다.');
  });

  test('stays as it is where Korean has no words for it', () => {
    expect(ko.errors['bad-trace']({ line: 2, problem: 'mood: too gloomy' }).why).toBe(
      'mood: too gloomy.',
    );
  });

  async function adviceOn(chunks: (string | Uint8Array)[]) {
    try {
      for await (const { type } of readTrace(chunks)) expect(type).toBeDefined();
    } catch (error) {
      if (!(error instanceof SocketsError && 'problem' in error.facts)) throw error;
      return ko.errors['bad-trace'](error.facts);
    }
    throw new Error('the trace was read');
  }
});
