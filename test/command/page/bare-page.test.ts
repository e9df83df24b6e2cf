import { expect, test } from 'vitest';
import { withBarePage } from '../../../src/command/page/bare-page.ts';

const FREE = '--page=0';

test.each([
  [
    ['demo', '--page'],
    ['demo', FREE],
  ],
  [
    ['demo', '--page', 'udp'],
    ['demo', FREE, 'udp'],
  ],
  [
    ['demo', '--page', '8080'],
    ['demo', '--page', '8080'],
  ],
  [
    ['tcp-client', '--page', '127.0.0.1', '9000'],
    ['tcp-client', FREE, '127.0.0.1', '9000'],
  ],
  [
    ['tcp-client', '--page', '--json'],
    ['tcp-client', FREE, '--json'],
  ],
  [
    ['demo', '--page=8080', '--page=x'],
    ['demo', '--page=8080', '--page=x'],
  ],
  // What stands there is another program's, or may be.
  [
    ['watch', '--page', '--', 'x', '--page', 'y'],
    ['watch', '--page', '--', 'x', '--page', 'y'],
  ],
  [
    ['watch', 'x', '--page', 'y'],
    ['watch', 'x', '--page', 'y'],
  ],
  [
    ['lab', 'join', '--', 'x', '--page', 'y'],
    ['lab', 'join', '--', 'x', '--page', 'y'],
  ],
])('%j is read as %j', (typed, read) => {
  expect(withBarePage(typed)).toEqual(read);
});
