/** What a socket carried: octets, and the datagrams they came and went in. */
export interface UdpCounts {
  readonly received: number;
  readonly sent: number;
  readonly datagrams: { readonly received: number; readonly sent: number };
}

/** How it stood when the socket closed. `unsent`: octets that still waited for the kernel. */
export interface UdpClosed extends UdpCounts {
  readonly unsent: number;
}

/** Counts what a socket carries. */
export class Tally {
  #received = 0;
  #sent = 0;
  #unsent = 0;
  #datagramsReceived = 0;
  #datagramsSent = 0;

  /** A datagram of so many octets came. */
  came(octets: number): void {
    this.#received += octets;
    this.#datagramsReceived += 1;
  }

  /** The kernel took a datagram. */
  went(octets: number): void {
    this.#sent += octets;
    this.#datagramsSent += 1;
  }

  /** A datagram that waited for the kernel was taken back. */
  stayed(octets: number): void {
    this.#unsent += octets;
  }

  /** The counts so far. */
  get counts(): UdpClosed {
    const datagrams = { received: this.#datagramsReceived, sent: this.#datagramsSent };
    return { received: this.#received, sent: this.#sent, unsent: this.#unsent, datagrams };
  }
}
