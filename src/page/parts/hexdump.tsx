import { useRef, useState } from 'preact/hooks';
import { bytes } from '../../text/quantity.ts';
import { useSize } from '../hooks/use-size.ts';
import { useWords } from '../hooks/use-words.ts';
import type { ShownField, ShownOctets } from '../model/shown-layer.ts';
import { HexRow, octetId } from './hex-row.tsx';

/** Octets in a row where there is room for so many pixels, and where there is not. */
const WIDE = { octets: 16, from: 430 };
const NARROW = 8;
/** Octets that are shown at first. */
const AT_FIRST = 512;

interface HexdumpProps {
  readonly octets: ShownOctets;
  readonly lit: ShownField | undefined;
  /** An octet is pointed at, or none. */
  readonly light: (octet: number | undefined) => void;
}

/** How far a key goes. */
function leap(key: string, width: number): number | undefined {
  return { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -width, ArrowDown: width }[key];
}

/** Octets in hexadecimal and as characters. The keys walk through them, the pointer points at them. */
export function Hexdump({ octets: { octets, all }, lit, light }: HexdumpProps) {
  const { page } = useWords();
  const [shownOf, setShownOf] = useState<Uint8Array | undefined>(undefined);
  const shown = shownOf === octets ? octets : octets.subarray(0, AT_FIRST);
  const [at, setAt] = useState(0);
  const place = useRef<HTMLDivElement>(null);
  const width = useSize(place).width < WIDE.from ? NARROW : WIDE.octets;
  const onKey = (event: KeyboardEvent) => {
    const by = leap(event.key, width);
    if (by === undefined) return;
    event.preventDefault();
    const next = Math.min(shown.length - 1, Math.max(0, at + by));
    setAt(next);
    light(next);
  };
  const starts = Array.from(
    { length: Math.ceil(shown.length / width) },
    (_none, row) => row * width,
  );
  return (
    <div class="hexdump" ref={place} style={{ '--octets': width }}>
      <div
        class="hex"
        role="listbox"
        aria-orientation="horizontal"
        aria-activedescendant={octetId(Math.min(at, shown.length - 1))}
        aria-label={page.octets}
        data-keys
        tabIndex={0}
        onKeyDown={onKey}
        onFocus={() => light(Math.min(at, shown.length - 1))}
        onBlur={() => light(undefined)}
        onPointerOver={({ target }) => light(octetOf(target))}
        onPointerLeave={() => light(undefined)}
      >
        {starts.map((start) => (
          <HexRow
            key={start}
            octets={shown}
            start={start}
            width={width}
            from={Math.max(start, lit?.start ?? 0)}
            to={Math.min(start + width, lit?.end ?? 0)}
          />
        ))}
      </div>
      {shown.length < octets.length && (
        <button type="button" onClick={() => setShownOf(octets)}>
          {page.showOctets(bytes(octets.length))}
        </button>
      )}
      {octets.length < all && (
        <p class="kept">{page.keptOctets({ kept: bytes(octets.length), all: bytes(all) })}</p>
      )}
    </div>
  );
}

function octetOf(target: EventTarget | null): number | undefined {
  const told = target instanceof Element ? target.getAttribute('data-octet') : null;
  return told === null ? undefined : Number(told);
}
