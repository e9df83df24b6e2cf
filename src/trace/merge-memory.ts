/** So much is remembered of anything that a long run may have any number of. */
const MOST_KEPT = 65_536;

/**
 * Sets a value in a map that forgets what was set longest ago when it has `most`. As long as it is not half full, nothing will be forgotten
 * soon, and the order is left as it is.
 */
export function keep<Key, Value>(
  map: Map<Key, Value>,
  key: Key,
  value: Value,
  most = MOST_KEPT,
): void {
  if (map.size * 2 > most) map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
