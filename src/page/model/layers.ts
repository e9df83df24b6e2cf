import type { SocketEvent } from '../../event/event.ts';
import { frameLayers } from './frame-layers.ts';
import type { PageLanguage } from './languages.ts';
import { packetLayers } from './packet-layers.ts';
import { recordLayers } from './record-layers.ts';
import { payloadLayer, type ShownOctets } from './shown-layer.ts';

/** What an event says octet by octet; `undefined` where it has none. */
export function octetsOf(event: SocketEvent, language: PageLanguage): ShownOctets | undefined {
  switch (event.type) {
    case 'segment':
    case 'datagram':
    case 'ip-fragment':
    case 'icmp':
    case 'dropped':
      return packetLayers(event, language);
    case 'ws-frame':
      return frameLayers(event, language);
    case 'tls-record':
      return recordLayers(event, language);
    case 'send':
    case 'receive':
    case 'ws-message':
      return plain(event.data, event.bytes, language);
    case 'syscall':
      return event.data && plain(event.data, event.bytes ?? event.data.length, language);
    default:
      return undefined;
  }
}

function plain(octets: Uint8Array, all: number, { page }: PageLanguage): ShownOctets | undefined {
  if (all === 0) return undefined;
  const title = page.layers.payload;
  return { octets, all, layers: [payloadLayer(title, octets, 0)] };
}
