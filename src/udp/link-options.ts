import type { InternetAddress } from '../event/address.ts';
import type { Direction, Fate } from '../event/datagram-event.ts';
import type { Labels } from '../event/label.ts';
import type { Impairment } from './impairment.ts';
import { HOLD_TIME } from './passage.ts';

/** How to open an impaired link. Hosts may be names. */
export interface LinkOptions {
  /** Where clients send to; port 0 for a free one, which `address.port` then tells. */
  readonly listen: InternetAddress;
  /** The server, to which everything is passed on. */
  readonly to: InternetAddress;
  /** What is done to the clients' datagrams, and to the server's. Default: nothing. */
  readonly there?: Partial<Impairment> | undefined;
  readonly back?: Partial<Impairment> | undefined;
  /** A whole number: the same one gives the same fates. */
  readonly seed: number;
  readonly labels?: Labels;
  /** A datagram is held back for so many milliseconds at the most, for a later one to overtake it. Default: 100. */
  readonly hold?: number;
  /** A client silent for so many milliseconds is forgotten. Default: five minutes, as RFC 4787 §4.3 advises for NATs. */
  readonly idle?: number;
  /** With more clients than this, the one silent the longest is forgotten. Default: 1,024. */
  readonly mostClients?: number;
}

/** What is done when nobody says otherwise. */
export const LINK_DEFAULTS = { hold: HOLD_TIME / 1000, idle: 5 * 60 * 1000, mostClients: 1024 };

/** What became of the datagrams of one direction, so far. */
export interface Tally {
  /** Datagrams that came. */
  readonly came: number;
  /** Datagrams that went on, doubles counted. */
  readonly wentOn: number;
  /** How many met each fate. One may have met several. */
  readonly fates: Readonly<Record<Fate, number>>;
}

/** Both directions of a link, or of anything that is kept for each. */
export type Both<Kept> = Readonly<Record<Direction, Kept>>;
