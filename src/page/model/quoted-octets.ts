import { visible } from '../../view/visible.ts';

/** Octets in double quotes, as `visible` spells them; `…` behind them where there are more. */
export function quotedOctets(octets: Uint8Array, all: number, most: number): string {
  const spelled = visible(octets, { limit: most }).replaceAll('"', '\\"');
  return `"${spelled}"${all > most ? '…' : ''}`;
}
