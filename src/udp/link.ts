import { SocketsError } from '../error.ts';
import { formatAddress, type InternetAddress } from '../event/address.ts';
import { type Microseconds, now } from '../event/clock.ts';
import type { Direction, Fate } from '../event/datagram-event.ts';
import type { Emit, SocketLabel } from '../event/event.ts';
import { type Labels, processLabels } from '../event/label.ts';
import { numericFamily, resolve } from '../system/resolve.ts';
import { Alarm } from './alarm.ts';
import { ImpairedWay, UNIMPAIRED } from './impairment.ts';
import { LinkClient, LinkClients } from './link-client.ts';
import { type Both, LINK_DEFAULTS, type LinkOptions, type Tally } from './link-options.ts';
import { LinkSocket } from './link-socket.ts';
import { Narrator } from './narrator.ts';
import { Passage, type Settled } from './passage.ts';
import { reaches } from './services.ts';

/**
 * Opens a link between clients and a UDP server that loses, doubles, delays and damages datagrams on purpose. Each client gets a
 * socket of its own towards the server, as behind a NAT, so that the answers find their way back. A `fate` is told for each
 * datagram, by the socket that received it. Its number counts the datagrams of one direction, whoever their client is: those of a
 * single client meet exactly the fates of the seed. Throws SocketsError.
 *
 * A damaged datagram gets a new checksum from our kernel, and arrives: on a real way the old one (RFC 768) would have made it a loss.
 */
export async function openLink(options: LinkOptions, emit?: Emit): Promise<UdpLink> {
  const labels = options.labels ?? processLabels;
  const label = labels.next('U');
  const narrator = new Narrator(label, emit);
  const listen = await numeric(options.listen, narrator);
  const to = reachable(await numeric(options.to, narrator, listen));
  if (reaches(to, listen)) {
    throw new SocketsError('usage', 'link-to-itself', { address: formatAddress(to) });
  }
  const link = new UdpLink({ ...options, listen, to, labels, label, emit });
  await link.open();
  return link;
}

interface OwnOptions extends LinkOptions {
  readonly labels: Labels;
  readonly label: SocketLabel;
  readonly emit: Emit | undefined;
}

interface Counts {
  came: number;
  wentOn: number;
  readonly fates: Record<Fate, number>;
}

/** A link that runs. */
export class UdpLink implements AsyncDisposable {
  /** Resolves when every socket of it is gone. */
  readonly closed: Promise<void>;
  readonly #options: OwnOptions;
  readonly #listening: LinkSocket;
  readonly #clients = new LinkClients();
  readonly #passages: Both<Passage<LinkClient>>;
  readonly #tally: Both<Counts> = { there: nothing(), back: nothing() };
  readonly #alarm = new Alarm((time) => this.#turn(time));
  readonly #closing = new Set<Promise<void>>();
  #allClosed: () => void = () => undefined;
  #stopped = false;

  /** Use `openLink`. Hosts are numeric here. */
  constructor(options: OwnOptions) {
    this.#options = options;
    const { label, listen, emit } = options;
    const receive = (bytes: Uint8Array, from: InternetAddress) => {
      const client = this.#clients.find(from) ?? this.#newClient(from);
      this.#pass('there', client, bytes, client.upstream);
    };
    this.#listening = new LinkSocket(label, listen.host.includes(':') ? 6 : 4, { receive, emit });
    this.#passages = { there: this.#passage('there'), back: this.#passage('back') };
    this.closed = new Promise((resolve) => {
      this.#allClosed = resolve;
    });
  }

  /** Where it really listens: the port is never 0. */
  get address(): InternetAddress {
    return this.#listening.address;
  }

  /** The server, by its numeric address. */
  get to(): InternetAddress {
    return this.#options.to;
  }

  /** What became of the datagrams of each direction, so far. */
  get tally(): Both<Tally> {
    return this.#tally;
  }

  /** How many clients have a socket towards the server now. */
  get clients(): number {
    return this.#clients.size;
  }

  /** Binds; `openLink` calls it. Throws SocketsError. */
  open(): Promise<void> {
    return this.#listening.bind(this.#options.listen);
  }

  /** Closes every socket; what waits in the link is lost. Resolves when all are gone. */
  close(): Promise<void> {
    if (this.#stopped) return this.closed;
    this.#stopped = true;
    this.#alarm.stop();
    const time = now();
    this.#passages.there.settle(time);
    this.#passages.back.settle(time);
    for (let next = this.#clients.silent; next; next = this.#clients.silent) {
      this.#forget(next.client);
    }
    this.#closing.add(this.#listening.close(this.#passages.back.octets));
    void Promise.all(this.#closing).then(() => this.#allClosed());
    return this.closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #passage(direction: Direction): Passage<LinkClient> {
    const { seed, [direction]: impairment, hold = LINK_DEFAULTS.hold } = this.#options;
    const way = new ImpairedWay({ ...UNIMPAIRED, ...impairment }, seed, direction);
    return new Passage(way, (settled) => this.#settled(direction, settled), hold * 1000);
  }

  #settled(direction: Direction, { flow: { owner }, ...what }: Settled<LinkClient>): void {
    const { fates } = this.#tally[direction];
    for (const fate of what.fates) fates[fate] += 1;
    const there = direction === 'there';
    const { narrator } = there ? this.#listening : owner.upstream;
    narrator.tell({ type: 'fate', direction, remote: there ? owner.address : this.to, ...what });
  }

  #newClient(address: InternetAddress): LinkClient {
    const { labels, to, emit, mostClients = LINK_DEFAULTS.mostClients } = this.#options;
    const { silent } = this.#clients;
    if (silent && this.#clients.size >= mostClients) this.#forget(silent.client);
    const receive = (from: LinkClient, bytes: Uint8Array) =>
      this.#pass('back', from, bytes, this.#listening);
    const client = new LinkClient(address, { label: labels.next('U'), to, emit, receive });
    // Why it failed, too many open files at the most, is told by its event; the next datagram tries again.
    client.open().catch(() => this.#forget(client));
    return client;
  }

  #pass(direction: Direction, client: LinkClient, bytes: Uint8Array, out: LinkSocket): void {
    if (this.#stopped) return;
    const time = now();
    this.#clients.hear(client, time);
    this.#tally[direction].came += 1;
    this.#passages[direction].arrive(client.flows[direction], bytes, time, out.hasRoom);
    this.#turn(time);
  }

  /** Does what is due, and sees to it that the next thing will be done in time. */
  #turn(time: Microseconds): void {
    const { there, back } = this.#passages;
    for (const { flow, bytes } of there.leaving(time)) {
      this.#tally.there.wentOn += 1;
      flow.owner.upstream.send(bytes, this.to);
    }
    for (const { flow, bytes } of back.leaving(time)) {
      this.#tally.back.wentOn += 1;
      this.#listening.send(bytes, flow.owner.address);
    }
    const idle = (this.#options.idle ?? LINK_DEFAULTS.idle) * 1000;
    let { silent } = this.#clients;
    for (; silent && silent.heard + idle <= time; silent = this.#clients.silent) {
      this.#forget(silent.client);
    }
    for (const due of [there.due, back.due, silent && silent.heard + idle]) {
      if (due !== undefined) this.#alarm.set(due);
    }
  }

  #forget(client: LinkClient): void {
    this.#clients.delete(client);
    const closing = client.close();
    this.#closing.add(closing);
    void closing.then(() => this.#closing.delete(closing));
  }
}

/** By its number; where a name has several, one of the `like` family, or else IPv4, is preferred. Throws SocketsError. */
async function numeric(
  { host, port }: InternetAddress,
  narrator: Narrator,
  like?: InternetAddress,
): Promise<InternetAddress> {
  const addresses = await resolve(host);
  if (addresses[0] !== host) narrator.tell({ type: 'lookup', name: host, addresses });
  const family = like ? numericFamily(like.host) : 4;
  const preferred = addresses.find((address) => numericFamily(address) === family);
  return { host: preferred ?? addresses[0] ?? host, port };
}

/** To send to any address is to send to this machine (ip(7)): answers come from loopback then. */
function reachable({ host, port }: InternetAddress): InternetAddress {
  if (host === '0.0.0.0') return { host: '127.0.0.1', port };
  return { host: host === '::' ? '::1' : host, port };
}

function nothing(): Counts {
  const fates = {
    passed: 0,
    dropped: 0,
    overflowed: 0,
    duplicated: 0,
    reordered: 0,
    delayed: 0,
    corrupted: 0,
  };
  return { came: 0, wentOn: 0, fates };
}
