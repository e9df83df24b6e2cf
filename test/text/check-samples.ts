import type { Sample } from './sample.ts';

/** What `sockets view --check` says, in every way of saying it. */
export const CHECK_SAMPLES: readonly Sample[] = [
  {
    path: 'check.problem',
    values: [],
    say: ({ check }) =>
      ['not JSON', 'flags: not in their order', 'socket: closed before'].map(check.problem),
  },
  { path: 'check.line', values: ['1,204'], say: ({ check }) => [check.line('1,204')] },
  {
    path: 'check.more',
    values: ['12,480'],
    say: ({ check }) => [check.more(12_480), check.more(1)],
  },
  { path: 'check.others', values: ['1,204'], say: ({ check }) => [check.others(1204)] },
  {
    path: 'check.verdict.odd',
    values: ['1,204'],
    say: ({ check }) => [check.verdict.odd(1204), check.verdict.odd(1)],
  },
  {
    path: 'check.verdict.refused',
    values: ['1,204'],
    say: ({ check }) => [check.verdict.refused(1204), check.verdict.refused(1)],
  },
];
