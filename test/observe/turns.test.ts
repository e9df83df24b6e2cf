import { expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { Labels } from '../../src/event/label.ts';
import { Turns } from '../../src/observe/turns.ts';
import { Whose } from '../../src/observe/whose.ts';

const path = '/tmp/echo.sock';
const seen = { time: 0, source: 'app', local: { path } } as const;
const listen: SocketEvent = { ...seen, socket: 'L1', type: 'listen', backlog: 5 };
const accept = (socket: string): SocketEvent => ({
  ...seen,
  ...{ socket, type: 'accept', listener: 'L1' },
});
const attempt = (socket: string): SocketEvent => ({
  ...{ time: 0, source: 'app', socket, type: 'attempt', remote: { path } },
});

test('the first that a program accepts at a path is what its first accept(2) gave', () => {
  const turns = new Turns();
  turns.call('accept', path, 20);
  turns.learn(accept('S1'));
  turns.learn(accept('S2'));
  turns.call('accept', path, 21);

  expect([20, 21, 22].map((id) => turns.of(id))).toEqual(['S1', 'S2', undefined]);
});

test('a connection that was turned away has had its turn', () => {
  const turns = new Turns();
  turns.learn({ ...seen, socket: 'L1', type: 'turned-away', limit: 1 });
  turns.learn(accept('S1'));
  turns.call('accept', path, 20);
  turns.call('accept', path, 21);

  expect([20, 21].map((id) => turns.of(id))).toEqual([undefined, 'S1']);
});

test('clients of one path are told apart, and connect(2) may be called again', () => {
  const turns = new Turns();
  turns.learn(attempt('C1'));
  turns.learn(attempt('C2'));
  turns.call('connect', path, 7);
  turns.call('connect', path, 7);
  turns.call('connect', path, 8);
  turns.call('connect', '/tmp/other.sock', 9);

  expect([7, 8, 9].map((id) => turns.of(id))).toEqual(['C1', 'C2', undefined]);
});

test('an address of the Internet needs no turns', () => {
  const turns = new Turns();
  const local = { host: '127.0.0.1', port: 9000 };
  turns.learn({ ...accept('S1'), local });
  turns.call('accept', '127.0.0.1', 5);

  expect(turns.of(5)).toBeUndefined();
});

test('calls on what was accepted at a path are its own, and not the listener’s', () => {
  const whose = new Whose(new Labels());
  const called = { listening: false, kind: 'stream', local: { path } };
  whose.learn(listen);
  whose.learnCall({ ...called, id: 1, listening: true });
  whose.learnCall({ ...called, id: 2 }, 'accept');
  whose.learnCall({ ...called, id: 3 }, 'accept');
  whose.learn(accept('S1'));

  expect(whose.called(1)).toBe('L1');
  expect(whose.called(2)).toBe('S1');
  // The program has not told of it yet: it gets a name of its own.
  expect(whose.called(3)).toMatch(/^S/);
});
