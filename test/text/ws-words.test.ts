import { describe, expect, test } from 'vitest';
import { closeSaid, firstOf, opcodeName, reservedBits } from '../../src/text/close-frame.ts';
import { findTerm } from '../../src/text/terms.ts';
import { LANGUAGES, type Language, loadText } from '../../src/text/text.ts';
import { encodeClosePayload, STATUS_CODES } from '../../src/ws/close-code.ts';
import { HEADER_PURPOSES } from '../../src/ws/header-purpose.ts';
import { HEAD_RULES } from '../../src/ws/http-head.ts';
import { isReserved, OPCODES } from '../../src/ws/opcode.ts';
import { refuse } from '../../src/ws/refusal.ts';
import { REQUEST_RULE_NAMES } from '../../src/ws/request-rules.ts';
import { ANSWER_RULES } from '../../src/ws/server-answer.ts';
import { VIOLATIONS } from '../../src/ws/violation.ts';
import { EXAMPLES } from '../trace/examples.ts';

const texts = { en: await loadText('en'), ko: await loadText('ko') };

const HANDSHAKE_RULES = [
  ...[...Object.keys(HEAD_RULES), ...REQUEST_RULE_NAMES, ...Object.keys(ANSWER_RULES)],
  ...[refuse('request-line').rule, refuse('handshake-timeout').rule],
];

const refused = (language: Language, rule: string) =>
  texts[language].steps['ws-refused']({ ...EXAMPLES['ws-refused'], rule, section: 'RFC 1' });
const violation = (language: Language, rule: string) =>
  texts[language].steps['ws-violation']({ ...EXAMPLES['ws-violation'], rule });

describe.each(LANGUAGES)('the words of WebSocket, in %s', (language) => {
  test('name every rule of the handshake, and none twice', () => {
    const rules = [...new Set<string>(HANDSHAKE_RULES)];
    const said = rules.map((rule) => refused(language, rule));

    for (const [place, rule] of rules.entries()) expect(said[place]).not.toBe(`${rule} (RFC 1)`);
    expect(new Set(said).size).toBe(rules.length);
  });

  test('name every rule of a frame, and none twice', () => {
    const said = VIOLATIONS.map(({ rule }) => violation(language, rule));

    for (const [place, { rule }] of VIOLATIONS.entries()) {
      expect(said[place]?.startsWith(`${rule} (`)).toBe(false);
    }
    expect(new Set(said).size).toBe(VIOLATIONS.length);
  });

  test('tell a rule to come by its own name, and nothing of what every object has', () => {
    expect(refused(language, 'later-rule')).toBe('later-rule (RFC 1)');
    expect(violation(language, 'constructor')).toMatch(/^constructor \(/);
  });

  test('have a name for every status code, and one for each range', () => {
    const { 'ws-closed': closed } = texts[language].steps;
    const said = STATUS_CODES.map(({ first: code }) =>
      closed({ ...EXAMPLES['ws-closed'], code, reason: '' }).replace(/^\d+/, ''),
    );

    expect(new Set(said).size).toBe(STATUS_CODES.length);
  });

  test('say of each code that is not for the wire that it is never sent', () => {
    const { 'ws-closed': closed } = texts[language].steps;
    const never = { en: 'never sent', ko: '보내지 않는 코드' }[language];
    for (const code of [1005, 1006, 1015]) {
      expect(closed({ ...EXAMPLES['ws-closed'], code, reason: '' })).toContain(never);
    }
    expect(closed(EXAMPLES['ws-closed'])).not.toContain(never);
  });

  test('have a purpose for every header of a handshake', () => {
    const purposes = Object.values(HEADER_PURPOSES);

    expect(Object.keys(texts[language].headers).toSorted()).toEqual(
      [...new Set<string>(purposes)].toSorted(),
    );
  });

  test('show a frame as its bits are', () => {
    const { 'ws-frame': told } = texts[language].steps;
    const frame = { ...EXAMPLES['ws-frame'], fin: false, rsv: 5, masked: false, opcode: 0xb };

    expect(told(frame)).toMatch(/0xB, (more follows|이어짐), RSV1, RSV3, 6 \+ 5 B$/);
    expect(told(EXAMPLES['ws-frame'])).toMatch(/^text, FIN, (masked|마스크), /);
  });

  test('show the code and the reason of a Close frame, and that there is none', () => {
    const { 'ws-frame': told } = texts[language].steps;
    const close = (data: Uint8Array) =>
      told({ ...EXAMPLES['ws-frame'], opcode: 8, bytes: data.length, data });

    expect(close(encodeClosePayload(1001, 'bye'))).toMatch(/: 1001 .+, "bye"$/);
    expect(close(encodeClosePayload(1001))).toMatch(/: 1001 [^"]+$/);
    expect(close(Uint8Array.of(3))).toMatch(/: [^\d]+$/);
  });
});

test('the opcodes that mean something have the names of RFC 6455', () => {
  for (const { opcode, name } of OPCODES) {
    expect(opcodeName(opcode)).toBe(isReserved(opcode) ? undefined : name);
  }
});

test('a Close frame cut anywhere, or not of UTF-8, is read without an error', () => {
  expect(closeSaid(new Uint8Array())).toBeUndefined();
  expect(closeSaid(Uint8Array.of(3))).toBeUndefined();
  expect(closeSaid(Uint8Array.of(3, 0xe8))).toEqual({ code: 1000, reason: '' });
  expect(closeSaid(Uint8Array.of(3, 0xe8, 0xc3))).toEqual({ code: 1000, reason: '\ufffd' });
});

test('RSV1 is the highest of the three reserved bits', () => {
  expect(reservedBits(4)).toEqual(['RSV1']);
  expect(reservedBits(3)).toEqual(['RSV2', 'RSV3']);
  expect(reservedBits(0)).toEqual([]);
});

test('only a long value is cut', () => {
  expect(firstOf('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=')).toBe('s3pPLMBi…');
  expect(firstOf('123456789')).toBe('123456789');
});

test.each([
  ['1006', 'abnormal-closure'],
  ['1002', 'protocol-error'],
  ['wss', 'websocket'],
  ['message', 'message'],
  ['fragment', 'fragment'],
  ['마스크', 'masking-key'],
] as const)('a person who asks for %s is told of %s', (word, term) => {
  expect(findTerm(word)).toBe(term);
});
