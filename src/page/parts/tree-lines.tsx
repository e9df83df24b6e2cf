import type { Fact } from '../model/facts.ts';
import type { ShownField } from '../model/shown-layer.ts';

interface LayerLineProps {
  readonly title: string;
  /** Which octets are its own: `14–33`. */
  readonly octets: string;
  /** Whether the tree is entered here by Tab. */
  readonly isFirst: boolean;
  readonly isOpen: boolean;
  readonly isLit?: boolean;
  readonly toggle: () => void;
}

/** Which keys open a layer, and which close it. */
const OPENING: ReadonlySet<string> = new Set(['ArrowRight', 'Enter', ' ']);
const CLOSING: ReadonlySet<string> = new Set(['ArrowLeft', 'Enter', ' ']);

/** The line of a layer: pressed, it opens and closes. */
export function LayerLine({ title, octets, isFirst, isOpen, isLit, toggle }: LayerLineProps) {
  const onKey = (event: KeyboardEvent) => {
    if (!(isOpen ? CLOSING : OPENING).has(event.key)) return;
    event.preventDefault();
    toggle();
  };
  return (
    <div
      class={`layer${isLit ? ' lit' : ''}`}
      role="treeitem"
      aria-level={1}
      aria-expanded={isOpen}
      tabIndex={isFirst ? 0 : -1}
      onClick={toggle}
      onKeyDown={onKey}
    >
      <span class="title">{title}</span>
      <small>{octets}</small>
    </div>
  );
}

interface FieldLineProps {
  readonly field: ShownField;
  readonly isLit: boolean;
  readonly light: (on: boolean) => void;
}

/** The line of a field: pointed at or focused, its octets light up. */
export function FieldLine({ field, isLit, light }: FieldLineProps) {
  const { name, value, bits } = field;
  return (
    <div
      class={`field${isLit ? ' lit' : ''}`}
      role="treeitem"
      aria-level={2}
      tabIndex={-1}
      aria-selected={isLit}
      onPointerEnter={() => light(true)}
      onPointerLeave={() => light(false)}
      onFocus={() => light(true)}
      onBlur={() => light(false)}
    >
      <span class="name">{name}</span>
      <span class="value">{value}</span>
      {bits !== undefined && <code class="bits">{bits}</code>}
    </div>
  );
}

/** A field of the event itself. */
export function FactLine({ name, value }: Fact) {
  return (
    <div class="field fact" role="treeitem" aria-level={2} aria-selected={false} tabIndex={-1}>
      <span class="name">{name}</span>
      <span class="value">{value}</span>
    </div>
  );
}
