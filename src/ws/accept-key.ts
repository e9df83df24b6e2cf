import { createHash, randomBytes } from 'node:crypto';

/** What every server adds to every key (RFC 6455 §1.3): nobody would who does not know the protocol. */
export const ACCEPT_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** How Sec-WebSocket-Accept comes about, step by step (RFC 6455 §4.2.2). */
export interface AcceptSteps {
  /** Sec-WebSocket-Key as it was sent: it is not decoded. */
  readonly key: string;
  readonly guid: string;
  /** The key with the GUID behind it. */
  readonly joined: string;
  /** SHA-1 of the joined text: 20 octets, as 40 hexadecimal digits. */
  readonly sha1: string;
  /** Those octets in base64: the value of Sec-WebSocket-Accept. */
  readonly accept: string;
}

/** Octets that a key has to stand for. */
const KEY_OCTETS = 16;
/** 16 octets in base64 (RFC 4648 §4): 22 characters and the padding. */
const KEY = /^[A-Za-z0-9+/]{22}==$/;

/** Each step from Sec-WebSocket-Key to Sec-WebSocket-Accept. */
export function acceptSteps(key: string): AcceptSteps {
  const joined = key + ACCEPT_GUID;
  const hash = createHash('sha1').update(joined, 'latin1').digest();
  return {
    key,
    guid: ACCEPT_GUID,
    joined,
    sha1: hash.toString('hex'),
    accept: hash.toString('base64'),
  };
}

/** The value of Sec-WebSocket-Accept for a key. */
export function acceptFor(key: string): string {
  return acceptSteps(key).accept;
}

/** A key for one opening handshake: 16 random octets in base64 (RFC 6455 §4.1). */
export function makeKey(): string {
  return randomBytes(KEY_OCTETS).toString('base64');
}

/** Whether text is 16 octets in base64 (RFC 6455 §4.2.1). */
export function isKey(text: string): boolean {
  return KEY.test(text);
}
