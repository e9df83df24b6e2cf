import { expect, test } from 'vitest';
import { InOrder } from '../../src/ws/in-order.ts';

/** An order, what was done in it, and works that say their names. */
function recorded() {
  const order = new InOrder();
  const done: string[] = [];
  return { order, done, say: (name: string) => () => void done.push(name) };
}

test('what is ready is done at once', () => {
  const { order, done, say } = recorded();

  order.run(say('one'));

  expect(done).toEqual(['one']);
});

test('what comes later waits for a place that is kept', () => {
  const { order, done, say } = recorded();
  const fill = order.reserve();
  order.run(say('two'));
  expect(done).toEqual([]);

  fill(say('one'));
  order.run(say('three'));

  expect(done).toEqual(['one', 'two', 'three']);
});

test('places are filled in any order, and their work is done in the order of the places', () => {
  const { order, done, say } = recorded();
  const [first, second, third] = [order.reserve(), order.reserve(), order.reserve()];
  order.run(say('four'));

  third(say('three'));
  second(say('two'));
  expect(done).toEqual([]);
  first(say('one'));

  expect(done).toEqual(['one', 'two', 'three', 'four']);
});

test('work asked for by work that waited goes behind all that wait', () => {
  const { order, done, say } = recorded();
  const fill = order.reserve();
  order.run(say('two'));

  fill(() => {
    say('one')();
    order.run(say('three'));
  });

  expect(done).toEqual(['one', 'two', 'three']);
});
