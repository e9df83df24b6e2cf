import type { Sample } from './sample.ts';

/** What `sockets doctor` says, in every way of saying it. */
export const DOCTOR_SAMPLES: readonly Sample[] = [
  {
    path: 'doctor.setting',
    values: ['kernel.yama.ptrace_scope = 2'],
    say: ({ doctor }) => [doctor.setting('kernel.yama.ptrace_scope = 2')],
  },
  {
    path: 'doctor.lanes',
    values: ['app', 'kernel', 'wire'],
    say: ({ doctor }) => [
      doctor.lanes({ here: ['app', 'kernel'], inLab: [] }),
      doctor.lanes({ here: ['app'], inLab: ['wire'] }),
    ],
  },
  {
    path: 'doctor.commands',
    values: ['watch', 'lab --delay'],
    say: ({ doctor }) => [doctor.commands([]), doctor.commands(['watch', 'lab --delay'])],
  },
];
