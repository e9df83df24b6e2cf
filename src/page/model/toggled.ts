/** The set with the value, if it was not in it; without it, if it was. */
export function toggled<Value>(set: ReadonlySet<Value>, value: Value): ReadonlySet<Value> {
  const other = new Set(set);
  if (!other.delete(value)) other.add(value);
  return other;
}
