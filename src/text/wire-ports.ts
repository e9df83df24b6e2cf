import { isPath } from '../event/address.ts';
import type { EventOf } from '../event/event.ts';

/** The ports of a datagram by who sent it, as its header has them (RFC 768); `undefined` where an address is not known. */
export function portsOf({
  by,
  local,
  remote,
}: Pick<EventOf<'datagram'>, 'by' | 'local' | 'remote'>):
  | { readonly from: number; readonly to: number }
  | undefined {
  if (!local || !remote || isPath(local) || isPath(remote)) return undefined;
  return by === 'us'
    ? { from: local.port, to: remote.port }
    : { from: remote.port, to: local.port };
}
