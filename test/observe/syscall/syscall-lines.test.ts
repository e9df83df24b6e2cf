import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KEPT_TAIL, LineReader, LONGEST_LINE } from '../../../src/observe/syscall/line-reader.ts';
import { parseStraceLine } from '../../../src/observe/syscall/strace-line.ts';

const at = (text: string) => parseStraceLine({ text });
const STAMP = '412 1795249709.000042 ';
const TIME = 1_795_249_709_000_042;

describe('a line of strace', () => {
  test('is a call: its time in whole microseconds, its arguments, what it gave and how long it took', () => {
    expect(at(`${STAMP}listen(3<TCP:[127.0.0.1:46641]>, 5) = 0 <0.000055>`)).toEqual({
      kind: 'call',
      pid: 412,
      time: TIME,
      name: 'listen',
      args: ['3<TCP:[127.0.0.1:46641]>', '5'],
      result: { kind: 'value', value: 0 },
      duration: 55,
      cut: false,
    });
  });

  test('splits arguments at its own commas only', () => {
    const args = [
      String.raw`3</tmp/a,b)\76\74\"<char 1:3>>(deleted)`,
      String.raw`4<UNIX-STREAM:[7->8,"/tmp/>],\"x"]>`,
      String.raw`"a, \"b\\"`,
      '1<<2|FLAG /* 3, vars) */',
      '[{fd=3<TCP:[1]>, events=POLLIN}, {fd=4}]',
      '{a=[1, 2], f(3, 4)}',
      '[128 => 16]',
      '"cut"...',
      'NULL',
    ];
    const parsed = at(`${STAMP}fcntl(${args.join(', ')}) = 1`);
    expect(parsed).toMatchObject({ args });
  });

  test.each([
    ['= -1 EINPROGRESS (Operation now in progress)', { kind: 'error', errno: 'EINPROGRESS' }],
    ['= -1 (errno 524)', { kind: 'error', errno: 'errno 524' }],
    ['= ?', { kind: 'none' }],
    [
      '= ? ERESTARTSYS (To be restarted if SA_RESTART is set)',
      { kind: 'none', errno: 'ERESTARTSYS' },
    ],
    [
      '= 0x802 (flags O_RDWR|O_NONBLOCK)',
      { kind: 'value', value: 0x802, note: 'flags O_RDWR|O_NONBLOCK' },
    ],
    ['        = 0 (Timeout) <1.000002>', { kind: 'value', value: 0, note: 'Timeout' }],
    [
      '= 4<TCP:[127.0.0.1:1->127.0.0.1:2]> <0.000001>',
      { kind: 'value', value: 4, descriptor: { number: 4, what: 'socket' } },
    ],
  ])('says what the call gave: %s', (text, result) => {
    expect(at(`${STAMP}accept4(3, NULL, NULL, 0) ${text}`)).toMatchObject({ kind: 'call', result });
  });

  test.each([
    ['accept4(3<TCP:[1]>,  <unfinished ...>', { kind: 'unfinished', name: 'accept4' }],
    [
      'execve("/bin/true", ["true"] <pid changed to 411 ...>',
      { kind: 'unfinished', name: 'execve' },
    ],
    [
      '<... accept4 resumed>NULL, NULL) = 4',
      { kind: 'resumed', name: 'accept4', text: 'NULL, NULL) = 4' },
    ],
    ['<... close resumed> ) = 0', { kind: 'resumed', name: 'close', text: ') = 0' }],
    [
      'accept4(3<TCP:[1]>,  <unfinished ...>) = ?',
      { kind: 'call', result: { kind: 'none' }, args: ['3<TCP:[1]>'] },
    ],
    ['+++ exited with 3 +++', { kind: 'exited', status: 3 }],
    ['+++ killed by SIGSEGV (core dumped) +++', { kind: 'killed', signal: 'SIGSEGV' }],
    ['+++ superseded by execve in pid 413 +++', { kind: 'superseded', by: 413 }],
    ['--- SIGPIPE {si_signo=SIGPIPE, si_code=SI_USER} ---', { kind: 'signal', signal: 'SIGPIPE' }],
    ['accept4(3<TCP:[1]>,  <detached ...>', { kind: 'detached' }],
    ['close(3', { kind: 'other' }],
    ['strace: something', { kind: 'other' }],
  ])('%s', (text, expected) => {
    expect(at(STAMP + text)).toMatchObject({ pid: 412, time: TIME, ...expected });
  });

  test('may have its thread in brackets, with a name, a finer time or none', () => {
    expect(at('[pid  77] 5.000001 close(3) = 0')).toMatchObject({ pid: 77, time: 5_000_001 });
    expect(at('77<python3> 5.000001999 close(3) = 0')).toMatchObject({ pid: 77, time: 5_000_001 });
    expect(at('close(3) = 0')).toMatchObject({ kind: 'call', pid: 0, time: 0 });
  });

  test('a peer that sends strace’s marks is not taken at its word', () => {
    const text = String.raw`read(4<TCP:[1]>, ") = 9 <unfinished ...>\n+++ killed by SIGKILL +++\"", 64) = 50`;
    expect(at(STAMP + text)).toMatchObject({ kind: 'call', result: { value: 50 } });
  });
});

describe('lines', () => {
  test('are the same however the octets come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', '\n', 'é', 'bc'), { maxLength: 60 }),
        fc.nat(60),
        (parts, where) => {
          const octets = Buffer.from(parts.join(''));
          const reader = new LineReader();
          const lines = [octets.subarray(0, where), octets.subarray(where)].flatMap((piece) =>
            reader.push(piece),
          );
          const texts = [...lines, ...reader.end()].map(({ text }) => text);
          const expected = octets.toString('latin1').split('\n');
          expect(texts).toEqual(expected.at(-1) === '' ? expected.slice(0, -1) : expected);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('one too long keeps its beginning and its end, so the call has its result', () => {
    const reader = new LineReader();
    const begin = `${STAMP}writev(4<TCP:[9]>, [{iov_base="`;
    reader.push(Buffer.from(begin));
    for (let i = 0; i < 50; i += 1) reader.push(Buffer.from(') = 7'.repeat(1000)));
    const [line] = reader.push(Buffer.from('", iov_len=250000}], 1) = 250000 <0.000009>\n'));
    expect(line?.text).toHaveLength(LONGEST_LINE);
    expect(line?.tail).toHaveLength(KEPT_TAIL);
    expect(line && parseStraceLine(line)).toMatchObject({
      name: 'writev',
      result: { value: 250_000 },
      duration: 9,
      cut: true,
    });
    expect(reader.push(Buffer.from('next\n'))).toEqual([{ text: 'next' }]);
  });
});
