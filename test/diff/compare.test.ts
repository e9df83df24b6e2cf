import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../src/diff/comparison.ts';
import { start } from '../trace/example-ends.ts';
import { compare, told } from './compare-told.ts';
import { changed, ECHO, script } from './script.ts';

const reference = script(ECHO);
const other = (changes: Readonly<Record<string, string | undefined>>) =>
  script(changed(ECHO, changes), { port: 7000, begin: start + 5e9 });

describe('a difference is', () => {
  test('a call that was never made', () => {
    const comparison = compare(reference, other({ 'C1 shutdown': undefined }));

    expect(told(comparison)).toEqual(['C1 missing shutdown']);
    expect(comparison.differences[0]?.lesson).toBe('no-shutdown');
  });

  test('a half that is not ended at all', () => {
    const { differences } = compare(
      reference,
      other({ 'C1 shutdown': undefined, 'C1 close': undefined }),
    );

    expect(differences.map(({ lesson }) => lesson)).toEqual(['half-open', 'not-closed']);
  });

  test('a reset in place of an end', () => {
    const cut = other({
      'C1 shutdown': 'C1 reset',
      'C1 receive two': undefined,
      'C1 end-of-stream': undefined,
    });
    const comparison = compare(reference, cut);

    expect(told(comparison)).toEqual([
      'C1 instead shutdown reset',
      'C1 octets received 3',
      'C1 missing end-of-stream',
    ]);
    expect(comparison.differences[0]?.lesson).toBe('reset-for-end');
  });

  test('a reset in place of an end, whatever came between', () => {
    const run = (...ends: readonly string[]) =>
      script(['C1 connect', ...ends, 'C1 close'].join('\n'));
    const ended = run('C1 shutdown', 'C1 pause', 'C1 end-of-stream');

    expect(told(compare(ended, run('C1 pause', 'C1 reset')))).toEqual([
      'C1 instead shutdown reset',
      'C1 missing end-of-stream',
    ]);
  });

  test('a reset by the peer in place of its end', () => {
    const cut = other({ 'C1 end-of-stream': 'C1 reset peer' });

    expect(told(compare(reference, cut))).toEqual(['C1 instead end-of-stream reset']);
    expect(compare(reference, cut).differences[0]?.lesson).toBeUndefined();
  });

  test('a close before the end of stream', () => {
    const early = other({ 'C1 end-of-stream': undefined, 'C1 receive two': undefined });
    const comparison = compare(reference, early);

    expect(comparison.differences.map(({ lesson }) => lesson)).toContain('not-read-to-end');
  });

  test('two steps in the other order, told once', () => {
    const swapped = other({
      'S1 end-of-stream': 'S1 shutdown',
      'S1 shutdown': 'S1 end-of-stream',
    });

    expect(told(compare(reference, swapped))).toHaveLength(1);
    expect(compare(reference, swapped).differences[0]).toMatchObject({ kind: 'moved' });
  });

  test('an answer that is sent only after the end of stream, or already before', () => {
    const late = { 'S1 send two': undefined, 'S1 end-of-stream': 'S1 end-of-stream\nS1 send two' };
    const { differences } = compare(reference, other(late));
    const [turned] = compare(other(late), reference).differences;

    expect(differences).toMatchObject([
      { kind: 'moved', before: true, lesson: 'half-closed', than: { verb: 'end-of-stream' } },
    ]);
    expect(turned).toMatchObject({ kind: 'moved', before: false, lesson: 'half-closed' });
  });

  test('the first octet that is another one, whatever the pieces', () => {
    const wrong = other({ 'S1 send one': 'S1 send o', 'S1 send two': 'S1 send netwo!' });
    const [difference] = compare(reference, wrong).differences;

    expect(difference).toMatchObject({
      kind: 'octets',
      direction: 'sent',
      at: 6,
      reference: { length: 6 },
      other: { length: 7, data: Uint8Array.of(0x21) },
    });
  });

  test('who speaks first', () => {
    const greeting = script('C1 connect\nC1 receive hi\nC1 send one\nC1 close');
    const asking = script('C1 connect\nC1 send one\nC1 receive hi\nC1 close');

    expect(told(compare(greeting, asking))).toEqual(['C1 first received']);
  });

  test('another fact of the same step', () => {
    const open = other({ 'L1 bind': 'L1 bind 0.0.0.0', 'L1 listen': 'L1 listen 5' });

    expect(told(compare(reference, open))).toEqual([
      'L1 changed bind bind',
      'L1 changed listen listen',
    ]);
  });

  test('a socket that only one of them has', () => {
    const more = script(`${ECHO}\n  C2 socket\n  C2 attempt`);

    expect(told(compare(reference, more))).toEqual(['C2 socket socket attempt']);
    expect(compare(more, reference).differences).toMatchObject([{ kind: 'socket', missing: true }]);
  });

  test('told in the order in which they come about, and numbered in the rows', () => {
    const { differences, sockets } = compare(
      reference,
      other({ 'L1 listen': 'L1 listen 5', 'S1 shutdown': undefined, 'C1 close': undefined }),
    );

    expect(told({ differences } as Comparison)).toEqual([
      'L1 changed listen listen',
      'S1 missing shutdown',
      'C1 missing close',
    ]);
    const rows = sockets.flatMap(({ tracks }) => tracks.flatMap(({ rows: all }) => all));
    expect(rows.flatMap(({ difference }) => difference ?? [])).toEqual([0, 2, 1]);
  });
});
