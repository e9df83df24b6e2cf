import type { OpenSocket } from './open-sockets.ts';

/** A socket's descriptor. */
export interface Held {
  readonly socket: OpenSocket;
  /** FD_CLOEXEC (fcntl(2)): execve(2) closes it. */
  readonly closesOnExec: boolean;
}

/** A process's descriptors, as far as they are sockets; shared by those whom clone(2) gave CLONE_FILES. */
export class DescriptorTable {
  readonly #held = new Map<number, Held>();
  /** How many processes have it. */
  users = 1;

  get(descriptor: number): Held | undefined {
    return this.#held.get(descriptor);
  }

  entries(): [number, Held][] {
    return [...this.#held];
  }

  /** Gives a number to a socket. The number must be free. */
  set(descriptor: number, held: Held): void {
    this.#held.set(descriptor, held);
    held.socket.descriptors += 1;
  }

  /** Marks a descriptor, or takes the mark away. */
  mark(descriptor: number, closesOnExec: boolean): void {
    const held = this.#held.get(descriptor);
    if (held) this.#held.set(descriptor, { ...held, closesOnExec });
  }

  /** Frees a number. The socket still counts the descriptor: whoever takes it has to release it. */
  take(descriptor: number): OpenSocket | undefined {
    const held = this.#held.get(descriptor);
    this.#held.delete(descriptor);
    return held?.socket;
  }

  /** What fork(2) gives the child: the same sockets under the same numbers. */
  copy(): DescriptorTable {
    const copy = new DescriptorTable();
    for (const [descriptor, held] of this.#held) copy.set(descriptor, held);
    return copy;
  }
}
