import type { DeflateAgreement } from './deflate-negotiation.ts';
import { Deflater } from './deflater.ts';
import { Inflater } from './inflater.ts';
import type { Role } from './role.ts';

/** What one side compresses with, by what was agreed on (RFC 7692 §7.1). */
function sideOf(role: Role, agreed: DeflateAgreement) {
  return role === 'client'
    ? {
        noContextTakeover: agreed.clientNoContextTakeover,
        maxWindowBits: agreed.clientMaxWindowBits,
      }
    : {
        noContextTakeover: agreed.serverNoContextTakeover,
        maxWindowBits: agreed.serverMaxWindowBits,
      };
}

/** What we compress our messages with. */
export function deflaterOf(role: Role, agreed: DeflateAgreement): Deflater {
  return new Deflater(sideOf(role, agreed));
}

/** What we inflate the peer's messages with: it is in the other role. */
export function inflaterOf(role: Role, agreed: DeflateAgreement, maxMessage: number): Inflater {
  return new Inflater({ ...sideOf(role === 'client' ? 'server' : 'client', agreed), maxMessage });
}
