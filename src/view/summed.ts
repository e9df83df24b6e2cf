import { approximateBytes, seconds } from '../text/quantity.ts';
import type { Text } from '../text/text.ts';
import type { Summary } from './summing.ts';

/** What came too fast to be shown, in words. */
export function summed({ from, to, counts }: Summary, text: Pick<Text, 'summary'>): string {
  const tallies = [...counts].map(([type, { count, bytes }]) =>
    bytes > 0 ? { type, count, size: approximateBytes(bytes) } : { type, count },
  );
  return text.summary(tallies, seconds(to - from));
}
