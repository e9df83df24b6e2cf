import { SocketsError } from '../error.ts';
import { formatAddress, isLoopback } from '../event/address.ts';
import { now } from '../event/clock.ts';
import { narrateDrops } from '../observe/kernel/watch-drops.ts';
import { openUdp } from '../udp/open.ts';
import type { Datagram, UdpOptions } from '../udp/options.ts';
import { Senders } from '../udp/senders.ts';
import { Answers, type DatagramServiceName, makeDatagramService } from '../udp/services.ts';
import type { UdpSocket } from '../udp/udp-socket.ts';
import { senderTable } from '../view/udp-tables.ts';
import { visibleText } from '../view/visible.ts';
import { openAloud } from './aloud.ts';
import type { Context } from './context.ts';
import { DatagramOutput } from './datagram-output.ts';
import { Interrupts } from './interrupts.ts';
import { destinationOf } from './peer-output.ts';
import { QuietTime } from './quiet-time.ts';
import type { RunOutput } from './run-output.ts';
import type { SharedOptions } from './shared-options.ts';

/** What a receiver does with what comes, when it ends, and where it says what. */
export interface ReceiveOptions extends SharedOptions {
  /** What answers. Without one, payloads go to stdout. */
  readonly service?: DatagramServiceName;
  /** End after so many datagrams. */
  readonly count?: number;
  /** End after so many milliseconds without one. */
  readonly idleTimeout?: number;
  readonly context: Context;
  readonly output: RunOutput;
}

/** Receives datagrams until it is stopped, or has enough. Throws SocketsError. */
export async function receiveDatagrams(
  socket: UdpOptions,
  options: ReceiveOptions,
): Promise<number> {
  return new ReceiverRun(options).status(socket);
}

class ReceiverRun {
  readonly #options: ReceiveOptions;
  readonly #senders = new Senders();
  readonly #payloads: DatagramOutput;
  readonly #answers: Answers | undefined;
  #memberships: NonNullable<UdpOptions['memberships']> = [];
  #quiet: QuietTime | undefined;
  #dropped = 0;
  #stop: () => void = () => undefined;
  readonly #stopped = new Promise<void>((resolve) => {
    this.#stop = resolve;
  });

  constructor(options: ReceiveOptions) {
    const { service, context } = options;
    this.#options = options;
    this.#answers = service && new Answers(makeDatagramService(service));
    const { terminal } = context;
    this.#payloads = new DatagramOutput(terminal, destinationOf(terminal, options));
  }

  async status(asked: UdpOptions): Promise<number> {
    const { context, output, idleTimeout } = this.#options;
    this.#memberships = asked.memberships ?? [];
    const receive = (socket: UdpSocket, datagram: Datagram) => this.#receive(socket, datagram);
    await using socket = await openAloud(
      output,
      (emit) => openUdp({ ...asked, receive }, emit),
      (opened) => this.#announce(opened),
    );
    using interrupts = new Interrupts(context.terminal, () => this.#stop());
    using drops = narrateDrops({ socket: socket.label, local: socket.address }, (event) => {
      if (event.type === 'kernel-drops') this.#dropped += event.count;
      output.emit?.(event);
    });
    if (idleTimeout !== undefined) {
      this.#quiet = new QuietTime(idleTimeout, () => this.#idledOut(socket, idleTimeout));
    }
    using _quiet = this.#quiet;
    context.terminal.onOutputClosed(this.#stop);
    output.stopped.addEventListener('abort', this.#stop);
    await this.#stopped;
    await drops.check();
    this.#end(socket);
    await socket.closed;
    this.#conclude();
    return interrupts.status;
  }

  #announce({ address }: UdpSocket): void {
    const { context, output, service } = this.#options;
    const { udp, console } = context.text;
    const at = visibleText(formatAddress(address));
    const facts = service === undefined ? { address: at } : { address: at, service };
    output.announce(`${udp.receiving(facts)} · ${console.stopHint}`);
    if (!isLoopback(address.host)) output.announce(udp.wide(visibleText(address.host)));
  }

  #receive(socket: UdpSocket, datagram: Datagram): void {
    const { bytes, remote } = datagram;
    this.#senders.add(remote, bytes.length, now());
    this.#quiet?.heard();
    if (this.#answers) this.#answers.receive(socket, datagram);
    else this.#payloads.write(bytes);
    if (this.#senders.datagrams !== this.#options.count) return;
    // Before another one comes, but after the answer to this one has been told.
    queueMicrotask(() => {
      this.#end(socket);
      this.#stop();
    });
  }

  #idledOut({ label, address: local }: UdpSocket, milliseconds: number): void {
    const seen = { time: now(), source: 'app', socket: label, local } as const;
    const after = milliseconds * 1000;
    this.#options.output.emit?.({ ...seen, type: 'timeout', what: 'idle', after });
    this.#stop();
  }

  /** Leaves each group aloud, as close(2) does silently, and closes. */
  #end(socket: UdpSocket): void {
    for (const membership of this.#memberships) {
      try {
        socket.leave(membership);
      } catch (error) {
        // Told, if it was a call that failed: the interface may be gone.
        if (!(error instanceof SocketsError)) throw error;
      }
    }
    void socket.close();
  }

  /** The table of senders, and what became of datagrams that are not in it. */
  #conclude(): void {
    const { context, output } = this.#options;
    const { udp } = context.text;
    const { named, others, datagrams } = this.#senders;
    const { withheld = 0, refused = 0 } = this.#answers ?? {};
    const { unwritten } = this.#payloads;
    const some = (count: number, say: (count: number) => string) => (count > 0 ? [say(count)] : []);
    output.conclude((columns) => [
      '',
      ...(datagrams > 0 ? senderTable(named, others, context.text, columns) : [udp.nothingCame]),
      ...some(this.#dropped, udp.kernelDrops),
      ...some(withheld, udp.withheld),
      ...some(refused, udp.refused),
      ...some(unwritten, udp.unwritten),
    ]);
  }
}
