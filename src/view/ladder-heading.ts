import { formatAddress, isPath } from '../event/address.ts';
import type { End, Ends, Rail } from '../ladder/rung.ts';
import { apart } from './ladder-body.ts';
import { visibleText } from './visible.ts';

/** Conversations whose headings are remembered. */
const MOST = 65_536;

/** Says once for each conversation who talks there, as soon as both addresses are known. */
export class LadderHeadings {
  readonly #told = new Set<number>();

  /** Rows of so many columns, from rail to rail; none where there is nothing to say yet, or any more. */
  rows(conversation: number | undefined, { left, right }: Ends, columns: number): string[] {
    if (conversation === undefined || this.#told.has(conversation)) return [];
    if (!isKnown(left, right) || !isKnown(right, left)) return [];
    if (this.#told.size >= MOST) this.#told.clear();
    this.#told.add(conversation);
    return apart(named(left, 'left'), named(right, 'right'), columns);
  }
}

/** A client of a path has no address of its own (unix(7)). */
function isKnown({ address, socket }: End, { address: other }: End): boolean {
  const isUnnamed = other !== undefined && isPath(other) && socket !== undefined;
  return address !== undefined || isUnnamed;
}

/** `C1 127.0.0.1:52344`, and the other way round at the right rail. */
function named({ socket, address }: End, rail: Rail): string {
  const parts = [socket ?? '', address ? visibleText(formatAddress(address)) : ''];
  const shown = parts.filter((part) => part !== '');
  return (rail === 'left' ? shown : shown.toReversed()).join(' ');
}
