import type { SocketEvent } from '../../event/event.ts';
import type { ShownLayer } from './shown-layer.ts';

/** A field that is pointed at, by its place: the number of its layer, and its own in it. */
export interface Lit {
  readonly event: SocketEvent;
  readonly layer: number;
  readonly field: number;
}

/** The field an octet belongs to; of several in one octet, the first. */
export function fieldAt(
  layers: readonly ShownLayer[],
  octet: number,
): Omit<Lit, 'event'> | undefined {
  const layer = layers.findIndex(({ start, end }) => octet >= start && octet < end);
  const fields = layers[layer]?.fields ?? [];
  const field = fields.findIndex(({ start, end }) => octet >= start && octet < end);
  return field < 0 ? undefined : { layer, field };
}
