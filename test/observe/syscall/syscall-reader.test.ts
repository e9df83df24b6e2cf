import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SyscallReader } from '../../../src/observe/syscall/syscall-reader.ts';
import { read, recorded } from './recorded.ts';

const ALL = [
  ...['tcp', 'tcp-xx', 'forking', 'threads', 'datagrams', 'unix', 'unclosed', 'killed'],
  ...['nonblocking', 'exec', 'node', 'descriptors'],
];

test.each(ALL)('%s: however its octets are cut, the facts are the same', (name) => {
  const whole = recorded(name);
  const { facts } = read(whole);
  fc.assert(
    fc.property(fc.array(fc.nat(whole.length), { maxLength: 8 }), (cuts) => {
      const reader = new SyscallReader();
      const marks = [0, ...cuts.sort((a, b) => a - b), whole.length];
      const pieces = marks.slice(1).map((end, at) => whole.subarray(marks[at], end));
      expect([...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()]).toEqual(facts);
    }),
    { numRuns: 5 },
  );
});

test.each(ALL)('%s: losing lines, or halves of them, does no harm', (name) => {
  const lines = recorded(name).toString('latin1').split('\n');
  fc.assert(
    fc.property(fc.infiniteStream(fc.integer({ min: 0, max: 9 })), (chances) => {
      const chance = () => Number(chances.next().value);
      const left = lines.flatMap((line) => {
        const luck = chance();
        if (luck === 0) return [];
        return luck === 1 ? [line.slice(0, line.length >> 1)] : [line];
      });
      const { facts, reader } = read(Buffer.from(left.join('\n'), 'latin1'));
      const gone = facts.flatMap((fact) => (fact.type === 'gone' ? [fact.socket.id] : []));
      expect(new Set(gone).size).toBe(gone.length);
      const open = reader.unclosed().filter(({ why }) => why === 'open');
      expect(open.filter(({ socket }) => gone.includes(socket.id))).toEqual([]);
    }),
    { numRuns: 10 },
  );
});

test('any text is read without a word, or with facts, and never throws', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      ...[
        '7 1.000001 ',
        'accept4(3<TCP:[1]>',
        ' <unfinished ...>\n',
        '<... accept4 resumed>',
        ') = 4',
      ],
      ...[
        '<TCP:[',
        '"\\',
        '\n',
        '{sa_family=AF_UNIX, sun_path=@"',
        '7 1.5 clone(',
        '+++ exited with 0 +++',
      ],
      ...[
        '7 1.5 execve(',
        '=> 8',
        '[pid 9] ',
        'sendmsg(3, {msg_iov=[{iov_base="',
        '<pid changed to 7 ...>',
      ],
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const { facts } = read(pieces.join(''));
      expect(facts.every(({ time }) => Number.isInteger(time))).toBe(true);
    }),
    { numRuns: 200 },
  );
});
