import { expect, test } from 'vitest';
import { Labels } from '../../src/event/label.ts';
import { XRay } from '../../src/observe/x-ray.ts';

test('keeps the program running until the last lane has closed, and no longer', async () => {
  const timers = () =>
    process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
  const xray = new XRay(() => undefined, new Set(['app']), new Labels());
  let asked: () => void = () => undefined;
  let answer: () => void = () => undefined;
  const closing = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const close = () => {
    asked();
    return answered;
  };
  xray.add(() => ({ ready: Promise.resolve(), close }));
  const closed = xray.close();
  await closing;
  const during = timers();
  answer();
  await closed;

  expect(during - timers()).toBe(1);
});
