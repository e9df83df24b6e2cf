import type { LiveText } from '../wording-live.ts';

export const live: LiveText = {
  address: (url) => `live in a browser: ${url}`,
  inLab:
    'this shell is in a private network: only a browser that runs in it, too, reaches that page',
  over: 'the run is over; its page is still there · Ctrl-C ends it',
  overUntilEnd: 'the run is over; its page is still there until the end of input, or Ctrl-C',
  refusals: {
    host: 'This page is for browsers of this machine alone, at the address that sockets has printed: 127.0.0.1 and its port.',
    method: 'Only GET and HEAD are answered here.',
    token:
      'This is not the whole address: open the one that sockets has printed, with the secret in its path.',
    origin: 'Only the page that sockets serves may follow the run.',
  },
};
