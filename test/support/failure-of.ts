import { SocketsError } from '../../src/error.ts';

/** What an action throws, as plain data that a test can compare. */
export function failureOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error instanceof SocketsError
      ? { fault: error.fault, code: error.code, ...error.facts }
      : error;
  }
  return 'no failure';
}
