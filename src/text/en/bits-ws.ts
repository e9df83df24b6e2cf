import type { BitsText } from '../wording-ws.ts';

export const bits: BitsText = {
  'last-fragment': 'the last frame of its message',
  'more-fragments': 'the message goes on in another frame',
  'reserved-clear': 'reserved',
  'reserved-set': 'set: an extension has to give it a meaning',
  masked: 'masked, as a client has to',
  unmasked: 'not masked, as a server has to',
  'length-in-16-bits': '126: the length follows, in 16 bits',
  'length-in-64-bits': '127: the length follows, in 64 bits',
  reservedOpcode: 'without a meaning yet',
  onTheWire: 'the payload as it goes, masked:',
  unmaskedPayload: 'the payload, each octet XOR one of the key, in turn:',
};
