import { formatAddress } from '../../event/address.ts';
import type { End, Rung } from '../../ladder/rung.ts';
import { rungWords } from '../../view/rung-words.ts';
import { visibleText } from '../../view/visible.ts';
import type { PageLanguage } from './languages.ts';
import { quotedOctets } from './quoted-octets.ts';

/** What a rung says, made harmless: each piece is shown as text. */
export interface RungText {
  readonly name: string;
  readonly facts: string;
  /** `"hello\n"`, the beginning of it. */
  readonly octets: string;
}

/** Octets of a payload that a row has room for. */
const SHOWN = 120;
/** What a sentence of a row may have; a peer may choose names of thousands of characters. */
const LONGEST = 400;

/** The words of a rung in a language. */
export function rungText(rung: Rung, language: PageLanguage, most = SHOWN): RungText {
  const { name, facts, octets, all } = rungWords(rung, language);
  return {
    name: shown(name),
    facts: shown(facts.join(' ')),
    octets: octets ? quotedOctets(octets, all, most) : '',
  };
}

/** `C1 127.0.0.1:52344`; empty for an end of which nothing is known. */
export function endText({ socket, address }: End): string {
  const parts = [socket ?? '', address ? formatAddress(address) : ''];
  return shown(parts.filter((part) => part !== '').join(' '));
}

function shown(text: string): string {
  const whole = visibleText(text.length > LONGEST ? text.slice(0, LONGEST) : text);
  return text.length > LONGEST ? `${whole}…` : whole;
}
