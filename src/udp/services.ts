import { networkInterfaces } from 'node:os';
import { type InternetAddress, isLoopback } from '../event/address.ts';
import { characterPattern, daytimeLine, upperCase } from '../service/answers.ts';
import type { Datagram } from './options.ts';
import type { UdpSocket } from './udp-socket.ts';

/** The services of a datagram socket, by the names of their RFCs where they have one. */
export const DATAGRAM_SERVICE_NAMES = ['echo', 'discard', 'chargen', 'daytime', 'upper'] as const;
export type DatagramServiceName = (typeof DATAGRAM_SERVICE_NAMES)[number];

/** What to answer a datagram with, in one datagram; `undefined` for no answer. */
export type DatagramService = (datagram: Datagram) => Uint8Array | undefined;

/** Numbers from 0 up to, and without, 1: `Math.random`. */
export type Random = () => number;

/** A service by its name. `random` decides how long chargen's answers are. */
export function makeDatagramService(
  name: DatagramServiceName,
  random: Random = Math.random,
): DatagramService {
  return MAKE[name](random);
}

const MAKE: Readonly<Record<DatagramServiceName, (random: Random) => DatagramService>> = {
  echo:
    () =>
    ({ bytes }) =>
      bytes,
  discard: () => () => undefined,
  upper:
    () =>
    ({ bytes }) =>
      upperCase(bytes),
  chargen: someCharacters,
  daytime: () => () => Buffer.from(daytimeLine()),
};

/** Between 0 and 512 characters of the pattern (RFC 864). */
function someCharacters(random: Random): DatagramService {
  const pattern = characterPattern();
  return () => pattern.subarray(0, Math.floor(random() * 513));
}

/** Ports of services that answer whatever comes (RFC 862, 867, 865, 864, 868): they would answer our answer. */
const ANSWERING_PORTS: ReadonlySet<number> = new Set([7, 13, 17, 19, 37]);

const ANY: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/**
 * Whether an answer may go to `remote` from a socket at `local`. Not to the socket itself, and not to a port where a service answers
 * whatever comes: a forged sender's address would set two services talking for ever.
 */
export function mayAnswer(local: InternetAddress, remote: InternetAddress): boolean {
  // Port 0 says that no answer is wanted (RFC 768), and none could be sent.
  return remote.port !== 0 && !ANSWERING_PORTS.has(remote.port) && !reaches(remote, local);
}

/** Whether what is sent `to` an address comes to a socket of this machine that is bound to `local`. Both hosts are numeric. */
export function reaches(to: InternetAddress, local: InternetAddress): boolean {
  if (to.port !== local.port) return false;
  const host = to.host.replace(/^::ffff:(?=[\d.]+$)/, '');
  return host === local.host || (ANY.has(local.host) && isHere(host));
}

/** Whether an address is this machine's own. Asked only about a sender with our own port. */
function isHere(host: string): boolean {
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  const [bare] = host.split('%');
  return isLoopback(host) || addresses.some(({ address }) => address === bare);
}

/** Answers every datagram by a service; its `receive` is for `openUdp`. */
export class Answers {
  readonly #service: DatagramService;
  #withheld = 0;
  #refused = 0;

  constructor(service: DatagramService) {
    this.#service = service;
  }

  /** Datagrams not answered because the answer would have come back for ever: see `mayAnswer`. */
  get withheld(): number {
    return this.#withheld;
  }

  /** Answers given up because too much waited for the kernel. */
  get refused(): number {
    return this.#refused;
  }

  readonly receive = (socket: UdpSocket, datagram: Datagram): void => {
    const answer = this.#service(datagram);
    if (answer === undefined) return;
    const { remote } = datagram;
    if (!mayAnswer(socket.address, remote)) this.#withheld += 1;
    else if (!socket.sendNow(answer, remote)) this.#refused += 1;
  };
}
