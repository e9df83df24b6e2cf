const UPPER = Uint8Array.from({ length: 256 }, (_, octet) =>
  octet >= 0x61 && octet <= 0x7a ? octet - 0x20 : octet,
);

/** ASCII letters in capitals. Octet by octet, so that a character cut between two chunks stays whole. */
export function upperCase(bytes: Uint8Array): Uint8Array {
  return bytes.map((octet) => UPPER[octet] ?? octet);
}

/** The pattern of RFC 864, once round: 95 lines of 72 printable characters, each starting one character further on. */
export function characterPattern(): Uint8Array {
  const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(0x20 + i)).join('');
  const line = (start: number) => `${(printable + printable).slice(start, start + 72)}\r\n`;
  return Buffer.from(Array.from({ length: 95 }, (_, start) => line(start)).join(''));
}

/** One line of date and time (RFC 867). By the clock on the wall, which `now()` leaves when the machine has slept. */
export function daytimeLine(date: Date = new Date()): string {
  return `${date.toUTCString()}\r\n`;
}
