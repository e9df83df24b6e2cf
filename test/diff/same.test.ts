import { describe, expect, test } from 'vitest';
import { start } from '../trace/example-ends.ts';
import { compare, told } from './compare-told.ts';
import { changed, ECHO, script } from './script.ts';

const reference = script(ECHO);
const other = (changes: Readonly<Record<string, string | undefined>>) =>
  script(changed(ECHO, changes), { port: 7000, begin: start + 5e9 });

describe('no difference', () => {
  test('are times, ports, and the order of two sockets', () => {
    const { sockets, ...rest } = compare(reference, other({}));

    expect(rest).toMatchObject({ differences: [], notes: [] });
    expect(sockets.map(({ socket }) => socket.role)).toEqual(['L', 'C', 'S']);
    const accepted = changed(ECHO, { 'S1 accept': '', 'C1 connect': 'C1 connect\nS1 accept' });
    expect(compare(reference, script(accepted.replace(/\n\n/g, '\n'))).differences).toEqual([]);
  });

  test('is where a stream was cut, which is noted', () => {
    const cut = other({
      'C1 send one': 'C1 send o\nC1 send ne',
      'S1 receive one': 'S1 receive one',
    });
    const { differences, notes } = compare(reference, cut);

    expect(differences).toEqual([]);
    expect(notes).toMatchObject([{ kind: 'borders', direction: 'sent', reference: 2, other: 3 }]);
  });

  test('is when octets are received', () => {
    const later = changed(ECHO, {
      'C1 receive one': undefined,
      'C1 receive two': 'C1 receive onetwo',
    });
    const { differences, notes } = compare(reference, script(later));

    expect(differences).toEqual([]);
    expect(notes).toMatchObject([{ kind: 'borders', direction: 'received' }]);
  });

  test('is which of two clients came first', () => {
    const two = (first: string, second: string) =>
      script(`C1 connect\nC2 connect\nC1 send ${first}\nC2 send ${second}\nC1 close\nC2 close`);
    const { differences, sockets } = compare(two('a', 'b'), two('b', 'a'));

    expect(differences).toEqual([]);
    expect(sockets[0]?.socket).toEqual({ role: 'C', reference: 'C1', other: 'C2' });
  });

  test('are payloads, where they do not count', () => {
    const options = { data: false };
    const said = other({ 'C1 send one': 'C1 send eins' });

    expect(told(compare(reference, said))).toEqual(['C1 octets sent 0']);
    expect(told(compare(reference, said, options))).toEqual([]);
  });
});

describe('of datagrams', () => {
  const sent = [1, 2, 3, 4].map((number) => `U2 send probe ${number}`);
  const received = [1, 2, 3, 4].map((number) => `U1 receive probe ${number}`);
  const run = (...lines: readonly string[]) => script(lines.join('\n'));

  test('those that were lost are one difference', () => {
    const { differences } = compare(
      run(...sent, ...received),
      run(...sent, ...received.filter((_line, at) => at % 2 === 0)),
    );

    expect(differences).toMatchObject([
      { kind: 'missing', lesson: 'datagram-lost', track: 'received', steps: [{}, {}] },
    ]);
  });

  test('those that were overtaken are told as such', () => {
    const [one = '', two = '', ...rest] = received;
    const { differences } = compare(run(...sent, ...received), run(...sent, two, one, ...rest));

    expect(differences).toMatchObject([
      { kind: 'reordered', lesson: 'datagram-overtaken', steps: [{}] },
    ]);
  });

  test('when each comes between those that go is no difference', () => {
    const mixed = sent.flatMap((line, at) => [line, received[at] ?? '']);

    expect(compare(run(...sent, ...received), run(...mixed)).differences).toEqual([]);
  });
});
