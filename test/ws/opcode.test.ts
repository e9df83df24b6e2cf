import { expect, test } from 'vitest';
import { isControl, isReserved, OPCODE, OPCODES, opcodeRow } from '../../src/ws/opcode.ts';

test('every opcode stands at the place of its number', () => {
  expect(OPCODES.map(({ opcode }) => opcode)).toEqual(Array.from({ length: 16 }, (_, at) => at));
});

test('control frames are those with the highest bit set', () => {
  const control = OPCODES.filter(({ opcode }) => isControl(opcode)).map(({ name }) => name);

  expect(control).toEqual([
    ...['close', 'ping', 'pong'],
    ...['reserved-B', 'reserved-C', 'reserved-D', 'reserved-E', 'reserved-F'],
  ]);
});

test('ten opcodes are reserved, and say so by their names', () => {
  const reserved = OPCODES.filter(({ opcode }) => isReserved(opcode));

  expect(reserved).toEqual(OPCODES.filter(({ name }) => name.startsWith('reserved-')));
  expect(reserved).toHaveLength(10);
});

test('the names and the table agree', () => {
  for (const [name, opcode] of Object.entries(OPCODE)) expect(opcodeRow(opcode).name).toBe(name);
});
