import type { Text } from '../../src/text/text.ts';
import type { PcapngText } from '../../src/text/wording-pcapng.ts';
import type { Sample } from './sample.ts';

function said(name: keyof PcapngText, value: string, say: (text: Text) => string): Sample {
  return {
    path: `pcapng.${name}`,
    values: value === '' ? [] : [value],
    say: (text) => [say(text)],
  };
}

/** What is said in a capture file, in every way. */
export const PCAPNG_SAMPLES: readonly Sample[] = [
  said('synthetic', '', ({ pcapng }) => pcapng.synthetic({ unixSockets: 0 })),
  said('synthetic', '2', ({ pcapng }) => pcapng.synthetic({ unixSockets: 2 })),
  said('octets', '1,461', ({ pcapng }) => pcapng.octets(1461, 2920)),
  said('octets', '3', ({ pcapng }) => pcapng.octets(3, 3)),
  said('byKernel', 'S1', ({ pcapng }) => pcapng.byKernel('S1')),
  said('fragment', '1,480', ({ pcapng }) => pcapng.fragment(1480)),
  said('leftOut', '1,024', ({ pcapng }) => pcapng.leftOut(1024)),
];
