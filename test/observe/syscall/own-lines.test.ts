import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OwnLines } from '../../../src/observe/syscall/own-lines.ts';

const octets = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const at = '1700000000.000001';

const THEIRS = [
  `1234 ${at} socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 5<TCP:[77]> <0.000020>`,
  `1234 ${at} read(5<TCP:[127.0.0.1:9->127.0.0.1:8]>, ""..., 10) = 6 <0.000020>`,
  // Its descriptor begins with the same figure.
  `1234 ${at} close(33<TCP:[78]>) = 0 <0.000020>`,
  `1235 ${at} connect(6<TCP:[79]>, {sa_family=AF_INET}, 16 <unfinished ...>`,
  `1235 ${at} <... connect resumed>) = 0 <0.000020>`,
].join('\n');
const OURS = [
  `1234 ${at} read(3<UNIX-STREAM:[1->2]>, ""..., 65536) = 100 <0.000020>`,
  `1236 ${at} read(3<UNIX-STREAM:[1->2]>, <unfinished ...>`,
  `1236 ${at} <... read resumed>""..., 65536) = 100 <0.000020>`,
].join('\n');

test('what reads the very output is left out, also where it comes in two parts', () => {
  const lines = new OwnLines(3);

  expect(lines.push(octets(`${OURS}\n${THEIRS}\n${OURS}\n`))).toBe(`${THEIRS}\n`);
});

test('only the thread that reads it is within such a call', () => {
  const lines = new OwnLines(3);
  lines.push(octets(`1236 ${at} read(3<UNIX-STREAM:[1->2]>, <unfinished ...>\n`));
  const other = `1237 ${at} <... read resumed>""..., 10) = 1 <0.000020>\n`;

  expect(lines.push(octets(other))).toBe(other);
});

test('the first line names the process that is traced', () => {
  const lines = new OwnLines(3);
  expect(lines.process).toBeUndefined();
  lines.push(octets(`1234 ${at} clo`));
  expect(lines.process).toBeUndefined();
  lines.push(octets(`se(4</lib>) = 0\n1300 ${at} close(4</lib>) = 0\n`));
  expect(lines.process).toBe(1234);
});

test('however it is cut, the same is left', () => {
  const whole = octets(`${THEIRS}\n${OURS}\n${THEIRS}\n`);
  fc.assert(
    fc.property(fc.array(fc.nat(whole.length)), (cuts) => {
      const lines = new OwnLines(3);
      const ends = [...cuts.toSorted((one, other) => one - other), whole.length];
      let from = 0;
      let left = '';
      for (const end of ends) {
        left += lines.push(whole.subarray(from, end));
        from = end;
      }
      expect(left).toBe(`${THEIRS}\n${THEIRS}\n`);
    }),
    { numRuns: 50 },
  );
});
