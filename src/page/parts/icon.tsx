/** The signs on buttons, drawn in a square of 16. */
const PATHS = {
  first: 'M4 3v10M13 3 6 8l7 5z',
  previous: 'M12 3 5 8l7 5z',
  play: 'M4 2.5 13 8l-9 5.5z',
  pause: 'M5 3v10M11 3v10',
  next: 'M4 3l7 5-7 5z',
  last: 'M12 3v10M3 3l7 5-7 5z',
  up: 'M3 10l5-5 5 5',
  down: 'M3 6l5 5 5-5',
} as const;
/** Which sign. */
export type IconName = keyof typeof PATHS;

/** A sign, for the eye alone: its button has a name. */
export function Icon({ name }: { readonly name: IconName }) {
  const isOutline = name === 'up' || name === 'down';
  return (
    <svg class={isOutline ? 'sign outline' : 'sign'} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
