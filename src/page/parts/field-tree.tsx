import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '../hooks/use-words.ts';
import type { Fact } from '../model/facts.ts';
import type { Lit } from '../model/lit.ts';
import type { ShownLayer } from '../model/shown-layer.ts';
import { toggled } from '../model/toggled.ts';
import { FactLine, FieldLine, LayerLine } from './tree-lines.tsx';

type Place = Omit<Lit, 'event'>;

interface FieldTreeProps {
  readonly layers: readonly ShownLayer[];
  readonly facts: readonly Fact[];
  readonly lit: Lit | undefined;
  readonly light: (place: Place | undefined) => void;
}

/** The name of the event itself among the layers. */
const EVENT = 'event';

/** Layer by layer, field by field: each with its value, and where it has not all bits of its octets, with its bits. */
export function FieldTree({ layers, facts, lit, light }: FieldTreeProps) {
  const { page } = useWords();
  const tree = useRef<HTMLDivElement>(null);
  useLitInSight(tree, lit);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set(['Ethernet', EVENT]));
  const toggle = (name: string) => setClosed((before) => toggled(before, name));
  // Without layers it is all there is to see.
  const isEventOpen = layers.length === 0 || !closed.has(EVENT);
  return (
    <div class="tree" ref={tree} role="tree" aria-label={page.fields} onKeyDown={walk}>
      {layers.map((one, layer) => {
        const isOpen = !closed.has(one.title);
        return (
          <Layer
            key={`${layer} ${one.title}`}
            layer={one}
            isFirst={layer === 0}
            isOpen={isOpen}
            toggle={() => toggle(one.title)}
            lit={lit?.layer === layer ? lit.field : undefined}
            light={(field) => light(field === undefined ? undefined : { layer, field })}
          />
        );
      })}
      <LayerLine
        title={page.event}
        octets=""
        isFirst={layers.length === 0}
        isOpen={isEventOpen}
        toggle={() => toggle(EVENT)}
      />
      {isEventOpen && facts.map((fact, at) => <FactLine key={`${at} ${fact.name}`} {...fact} />)}
    </div>
  );
}

interface LayerProps {
  readonly layer: ShownLayer;
  readonly isFirst: boolean;
  readonly isOpen: boolean;
  readonly toggle: () => void;
  readonly lit: number | undefined;
  readonly light: (field: number | undefined) => void;
}

function Layer({ layer, isFirst, isOpen, toggle, lit, light }: LayerProps) {
  const { title, start, end, fields } = layer;
  const last = end - 1;
  // A field in a layer that is closed lights the layer up.
  const isShown = isOpen || lit === undefined;
  return (
    <>
      <LayerLine
        title={title}
        octets={start >= last ? String(start) : `${start}–${last}`}
        isFirst={isFirst}
        isOpen={isOpen}
        isLit={!isShown}
        toggle={toggle}
      />
      {isOpen &&
        fields.map((field, at) => (
          <FieldLine
            key={`${at} ${field.name}`}
            field={field}
            isLit={lit === at}
            light={(on) => light(on ? at : undefined)}
          />
        ))}
    </>
  );
}

/** The keys of a tree (WAI-ARIA 1.2): up and down from line to line. */
function walk(event: KeyboardEvent): void {
  const { currentTarget, target, key } = event;
  if (!(currentTarget instanceof Element)) return;
  const lines = [...currentTarget.querySelectorAll<HTMLElement>('[role=treeitem]')];
  const at = target instanceof HTMLElement ? lines.indexOf(target) : -1;
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 }[key];
  if (next === undefined) return;
  event.preventDefault();
  lines[next]?.focus();
}

/** A field that an octet has lit is brought to where it can be seen, within the tree alone. */
function useLitInSight(tree: RefObject<HTMLDivElement | null>, lit: Lit | undefined): void {
  useEffect(() => {
    const { current } = tree;
    const field = current?.querySelector<HTMLElement>('.lit');
    if (!current || !field) return;
    const top = field.offsetTop - current.offsetTop;
    if (top < current.scrollTop) current.scrollTop = top;
    const over = top + field.offsetHeight - (current.scrollTop + current.clientHeight);
    if (over > 0) current.scrollTop += over;
  }, [tree, lit]);
}
