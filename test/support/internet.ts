import { type Address, type InternetAddress, isPath } from '../../src/event/address.ts';

/** An address that must be an IP address and a port. */
export function internet(address: Address | undefined): InternetAddress {
  if (!address || isPath(address)) throw new Error(`no internet address: ${address?.path}`);
  return address;
}
