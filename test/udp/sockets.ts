import { SocketsError } from '../../src/error.ts';
import type { SocketEvent } from '../../src/event/event.ts';
import { Labels } from '../../src/event/label.ts';
import { Trace } from '../../src/trace/trace.ts';
import { openUdp } from '../../src/udp/open.ts';
import type { Datagram, UdpOptions } from '../../src/udp/options.ts';
import type { UdpSocket } from '../../src/udp/udp-socket.ts';
import { within } from '../support/deadline.ts';
import { until } from '../support/pair.ts';

/** Datagram sockets `U1`, `U2`, … of one trace, with all they heard and all that failed. Disposing closes them. */
export class Sockets implements AsyncDisposable {
  readonly trace = new Trace();
  readonly failures: SocketsError[] = [];
  readonly #labels = new Labels();
  readonly #open: UdpSocket[] = [];
  readonly #heard = new Map<string, Datagram[]>();

  async open(options: UdpOptions = {}): Promise<UdpSocket> {
    const { receive } = options;
    const socket = await openUdp(
      {
        labels: this.#labels,
        failed: (_socket, error) => this.failures.push(error),
        ...options,
        receive: (its, datagram) => {
          this.#heard.set(its.label, [...(this.#heard.get(its.label) ?? []), datagram]);
          receive?.(its, datagram);
        },
      },
      this.trace.record,
    );
    this.#open.push(socket);
    return socket;
  }

  /** What a socket heard so far, as text. */
  heard(label: string): string[] {
    return (this.#heard.get(label) ?? []).map(({ bytes }) => Buffer.from(bytes).toString());
  }

  /** The datagrams a socket heard, as soon as there are so many. */
  async until(label: string, count: number): Promise<readonly Datagram[]> {
    let seen = 0;
    const enough = ({ type, socket }: SocketEvent) => {
      if (type === 'receive' && socket === label) seen += 1;
      return seen === count;
    };
    const wanted = until(this.trace, enough, `${count} datagrams at ${label}`);
    await within(wanted, `${count} datagrams at ${label}`, () => this.heard(label).join('\n'));
    return this.#heard.get(label) ?? [];
  }

  /** The events of a socket, in order. */
  of(label: string): SocketEvent[] {
    return [...this.trace].filter(({ socket }) => socket === label);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#open) await socket.close();
  }
}

/** A port to which nothing is bound: it was a socket's own a moment ago. */
export async function closedPort(): Promise<number> {
  const socket = await openUdp({ labels: new Labels() });
  await socket.close();
  return socket.address.port;
}

/** The failure of a promise as plain data that a test can compare. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    return { resolved: await promise };
  } catch (error) {
    if (!(error instanceof SocketsError)) return error;
    return { fault: error.fault, code: error.code, facts: error.facts };
  }
}
