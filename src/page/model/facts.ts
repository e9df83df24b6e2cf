import { formatAddress } from '../../event/address.ts';
import type { SocketEvent } from '../../event/event.ts';
import { visibleText } from '../../view/visible.ts';

/** A field of an event by its name in the trace format (docs/trace-format.md), and its value as text that can be shown. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** What stands elsewhere on the page: beside the row, or among the octets. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'type',
  'local',
  'remote',
  'header',
  'data',
  'unknown',
]);
/** Characters of a value; a peer may have chosen it. */
const LONGEST = 2000;

/** All that an event says of itself. */
export function factsOf(event: SocketEvent): Fact[] {
  const { local, remote, unknown = {} } = event;
  const addresses = [
    ...(local ? [fact('local', formatAddress(local))] : []),
    ...(remote ? [fact('remote', formatAddress(remote))] : []),
  ];
  const own = Object.entries(event)
    .filter(([name, value]) => !ELSEWHERE.has(name) && value !== undefined)
    .flatMap(([name, value]) => rowsOf(name, value));
  return [
    ...own,
    ...addresses,
    ...Object.entries(unknown).flatMap(([name, value]) => rowsOf(name, value)),
  ];
}

/** The lines of a head have a row each; so have the parts of what has parts. */
function rowsOf(name: string, value: unknown): Fact[] {
  if (!Array.isArray(value)) return [fact(name, shown(value))];
  const lines = value.flatMap((one) =>
    isHeader(one) ? [fact(`${name}: ${one.name}`, one.value)] : [],
  );
  return lines.length > 0 ? lines : [fact(name, value.map(shown).join(', '))];
}

function isHeader(value: unknown): value is { readonly name: string; readonly value: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'value' in value &&
    typeof value.value === 'string'
  );
}

function shown(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function fact(name: string, value: string): Fact {
  const isLong = value.length > LONGEST;
  return {
    name: visibleText(name),
    value: visibleText(value.slice(0, LONGEST)) + (isLong ? '…' : ''),
  };
}
