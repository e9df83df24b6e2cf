import { Component } from 'preact';

interface HexRowProps {
  readonly octets: Uint8Array;
  readonly start: number;
  readonly width: number;
  /** Octets that are lit: from one up to another, none where the second is not greater. */
  readonly from: number;
  readonly to: number;
}

/** The name of an octet in the document, by its place. */
export function octetId(octet: number): string {
  return `octet-${octet}`;
}

/** A row of a dump: drawn again only when it shows something else, or lights up. */
export class HexRow extends Component<HexRowProps> {
  override shouldComponentUpdate(next: HexRowProps): boolean {
    const now = this.props;
    const isOther = next.octets !== now.octets || next.width !== now.width;
    return isOther || litOf(next) !== litOf(now);
  }

  override render() {
    const { octets, start, width, from, to } = this.props;
    const places = Array.from(octets.subarray(start, start + width), (octet, at) => ({
      octet,
      at: start + at,
      isLit: start + at >= from && start + at < to,
    }));
    return (
      <div class="hex-row">
        <span class="offset">{start.toString(16).padStart(4, '0')}</span>
        <span class="digits">
          {places.map(({ octet, at, isLit }) => (
            <span
              key={at}
              id={octetId(at)}
              class={isLit ? 'lit' : ''}
              role="option"
              aria-selected={isLit}
              tabIndex={-1}
              data-octet={at}
            >
              {octet.toString(16).padStart(2, '0')}
            </span>
          ))}
        </span>
        <span class="characters" aria-hidden="true">
          {places.map(({ octet, at, isLit }) => (
            <span key={at} class={isLit ? 'lit' : ''} data-octet={at}>
              {shown(octet)}
            </span>
          ))}
        </span>
      </div>
    );
  }
}

/** A character of printable ASCII; a dot for any other octet. */
function shown(octet: number): string {
  return octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '·';
}

function litOf({ from, to }: HexRowProps): string {
  return to > from ? `${from} ${to}` : '';
}
