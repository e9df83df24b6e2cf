import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Octets that nobody can guess: 128 bits. */
const SIZE = 16;

/** A secret of 22 characters that a path may have as they are (RFC 4648 §5). */
export function newToken(): string {
  return randomBytes(SIZE).toString('base64url');
}

/** Whether two texts are the same. How long it takes tells nothing of where they differ. */
export function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
