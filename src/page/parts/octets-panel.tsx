import { useState } from 'preact/hooks';
import type { SocketEvent } from '../../event/event.ts';
import { useWords } from '../hooks/use-words.ts';
import { factsOf } from '../model/facts.ts';
import { fieldAt, type Lit } from '../model/lit.ts';
import type { ShownOctets } from '../model/shown-layer.ts';
import { FieldTree } from './field-tree.tsx';
import { Hexdump } from './hexdump.tsx';

interface OctetsPanelProps {
  readonly event: SocketEvent;
  readonly octets: ShownOctets | undefined;
}

/** The fields of a step and its octets side by side: what is pointed at in one lights up in the other. */
export function OctetsPanel({ event, octets }: OctetsPanelProps) {
  const { page } = useWords();
  const [lit, setLit] = useState<Lit | undefined>(undefined);
  const layers = octets?.layers ?? [];
  const shown = lit?.event === event ? lit : undefined;
  const light = (place: Omit<Lit, 'event'> | undefined) => setLit(place && { event, ...place });
  const field = shown && layers[shown.layer]?.fields[shown.field];
  const said = shown && field && placeOf(shown, octets);
  return (
    <div class="octets">
      <FieldTree layers={layers} facts={factsOf(event)} lit={shown} light={light} />
      {octets ? (
        <Hexdump
          octets={octets}
          lit={field}
          light={(at) => light(at === undefined ? undefined : fieldAt(layers, at))}
        />
      ) : null}
      {octets && (
        <p class="place" role="status">
          {said ? page.place(said) : ''}
        </p>
      )}
    </div>
  );
}

function placeOf(lit: Lit, octets: ShownOctets | undefined) {
  const layer = octets?.layers[lit.layer];
  const field = layer?.fields[lit.field];
  if (!layer || !field) return undefined;
  const value = field.value === '' ? field.name : `${field.name}: ${field.value}`;
  return { from: field.start, to: field.end - 1, layer: layer.title, field: value };
}
