import type { ComponentChild } from 'preact';

interface Panel {
  readonly name: string;
  readonly title: string;
  readonly draw: () => ComponentChild;
}

interface TabsProps {
  readonly panels: readonly Panel[];
  readonly open: string;
  readonly setOpen: (name: string) => void;
}

/** How far each key goes from tab to tab. */
const KEYS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** Panels of which one is open (WAI-ARIA 1.2 tablist). */
export function Tabs({ panels, open, setOpen }: TabsProps) {
  const at = panels.findIndex(({ name }) => name === open);
  const onKey = (event: KeyboardEvent) => {
    const by = KEYS[event.key];
    const next = by === undefined ? undefined : panels[(at + by + panels.length) % panels.length];
    if (!next) return;
    event.preventDefault();
    setOpen(next.name);
    document.getElementById(`tab-${next.name}`)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" onKeyDown={onKey}>
        {panels.map(({ name, title }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === open}
            aria-controls={`panel-${name}`}
            tabIndex={name === open ? 0 : -1}
            onClick={() => setOpen(name)}
          >
            {title}
          </button>
        ))}
      </div>
      <div class="panel" role="tabpanel" id={`panel-${open}`} aria-labelledby={`tab-${open}`}>
        {panels[at]?.draw()}
      </div>
    </>
  );
}
