import { randomFillSync } from 'node:crypto';

/** Random octets are cheaper by the thousand. */
const POOL = new DataView(new ArrayBuffer(4096));
let used = POOL.byteLength;

/** A masking key nobody can foresee, as RFC 6455 §5.3 and §10.3 demand: a number of 32 bits. */
export function randomMaskingKey(): number {
  if (used === POOL.byteLength) {
    randomFillSync(POOL);
    used = 0;
  }
  const key = POOL.getUint32(used);
  POOL.setUint32(used, 0); // a key is used once; nobody finds it here afterwards
  used += 4;
  return key;
}
