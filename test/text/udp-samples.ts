import type { Text } from '../../src/text/text.ts';
import type { UdpText } from '../../src/text/wording.ts';
import type { Sample } from './sample.ts';

function udp(
  name: keyof UdpText,
  values: readonly string[],
  say: (text: UdpText) => string,
): Sample {
  return { path: `udp.${name}`, values, say: ({ udp }: Text) => [say(udp)] };
}

const address = '127.0.0.1:9000';
const LINK = { address: '127.0.0.1:9001', to: address, seed: '7' };

/** Every function about datagrams, called with what it may meet. */
export const UDP_SAMPLES: readonly Sample[] = [
  udp('length', ['1,032', '1,024'], ({ length }) => length({ whole: '1,032', payload: '1,024' })),
  udp('late', ['1'], ({ late }) => late(1)),
  udp('late', ['12,480'], ({ late }) => late(12_480)),
  udp('unmatched', ['1'], ({ unmatched }) => unmatched(1)),
  udp('unmatched', ['12,480'], ({ unmatched }) => unmatched(12_480)),
  udp('unwatched', ['1,250,000', '1,000,000'], ({ unwatched }) =>
    unwatched({ sent: 1_250_000, watched: 1_000_000 }),
  ),
  udp('kernelDrops', ['1'], ({ kernelDrops }) => kernelDrops(1)),
  udp('kernelDrops', ['12,480'], ({ kernelDrops }) => kernelDrops(12_480)),
  udp('withheld', ['1'], ({ withheld }) => withheld(1)),
  udp('withheld', ['12,480'], ({ withheld }) => withheld(12_480)),
  udp('refused', ['1'], ({ refused }) => refused(1)),
  udp('refused', ['12,480'], ({ refused }) => refused(12_480)),
  udp('unwritten', ['1'], ({ unwritten }) => unwritten(1)),
  udp('unwritten', ['12,480'], ({ unwritten }) => unwritten(12_480)),
  udp('receiving', [address], ({ receiving }) => receiving({ address })),
  udp('receiving', [address, 'echo'], ({ receiving }) => receiving({ address, service: 'echo' })),
  udp('wide', ['0.0.0.0'], ({ wide }) => wide('0.0.0.0')),
  udp('silence', [address], ({ silence }) => silence({ address, connected: false })),
  udp('silence', [address], ({ silence }) => silence({ address, connected: true })),
  udp('linking', [LINK.address, LINK.to, LINK.seed], ({ linking }) => linking(LINK)),
];
