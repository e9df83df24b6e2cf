import type { Microseconds } from '../event/clock.ts';

/** Characters of a name that a sentence tells; a peer may choose names of thousands. */
const LONGEST_NAME = 80;

/** A name that somebody else chose, cut where it would fill the page. */
export function clipped(name: string): string {
  // A character is one or two units: so many hold one character more than are told, if there are more.
  const characters = name.length > LONGEST_NAME ? [...name.slice(0, 2 * LONGEST_NAME + 2)] : [];
  return characters.length > LONGEST_NAME
    ? `${characters.slice(0, LONGEST_NAME - 1).join('')}…`
    : name;
}

/** The first of some names: `h2, http/1.1, …`. */
export function few(names: readonly string[], separator = ', ', most = 3): string {
  const shown = names.slice(0, most).map(clipped);
  return (names.length > most ? [...shown, '…'] : shown).join(separator);
}

/** Versions of TLS, `TLS` said once: `TLS 1.3/1.2`. */
export function versionsOf(versions: readonly string[]): string {
  return few(
    versions.map((version, place) => (place > 0 ? version.replace(/^TLS /, '') : version)),
    '/',
    5,
  );
}

/** The names of a certificate without their kinds: `localhost, 127.0.0.1`. */
export function namesOf(names: readonly string[], most = 3): string {
  return few(
    names.map((name) => shortAddress(name.replace(/^(DNS|IP Address):/, ''))),
    ', ',
    most,
  );
}

/** `::1` for the `0:0:0:0:0:0:0:1` of a certificate (RFC 5952 §4.2); any other name as it is. */
function shortAddress(name: string): string {
  const url = `http://[${name}]`;
  const isAddress = /^[\da-f:]+$/i.test(name) && URL.canParse(url);
  return isAddress ? new URL(url).hostname.slice(1, -1) : name;
}

/** The first eight octets of a fingerprint, enough to tell two apart by eye: `00:07:0E:15:1C:23:2A:31…`. */
export function beginning(fingerprint: string): string {
  return fingerprint.length > 23 ? `${fingerprint.slice(0, 23)}…` : fingerprint;
}

/** The day of a moment in UTC: `2027-01-31`. */
export function day(moment: Microseconds): string {
  const date = new Date(moment / 1000);
  return Number.isNaN(date.getTime()) ? '?' : date.toISOString().replace(/T.*/, '');
}

/** The port at the end of a written address: `9000`; empty where there is none. */
export function portOf(address: string): string {
  return /:(\d+)$/.exec(address)?.[1] ?? '';
}
