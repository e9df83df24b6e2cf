// Reads a DNS message octet by octet (RFC 1035 §4.1). Whoever sent it may have meant to mislead us.

/** A message that breaks its form, and where. */
export class Malformed extends Error {}

const POINTER = 0b1100_0000; // a length has 0 in both of these bits
const MOST_OCTETS = 255; // of a name: RFC 1035 §2.3.4
const MOST_STEPS = 255; // so it has 127 labels at the most, each may need a pointer, and then it ends

export class Reader {
  #octets;
  at = 0;

  constructor(octets) {
    this.#octets = octets;
  }

  get ended() {
    return this.at === this.#octets.length;
  }

  /** The next octets, so many. */
  take(count) {
    const from = this.at;
    const left = this.#octets.length - from;
    if (count > left) throw new Malformed(`octet ${from}: ${count} wanted, and ${left} are left`);
    this.at += count;
    return this.#octets.subarray(from, this.at);
  }

  /** The next number of so many octets, the most significant first (RFC 1035 §2.3.2). */
  number(count) {
    return this.take(count).reduce((value, octet) => value * 256 + octet, 0);
  }

  /**
   * The next name: labels, each after its length, up to a length of 0; or up to a pointer to where the rest stands (§4.1.4).
   * A pointer has to lead back to before the piece of the name that it ends: so none leads in a circle.
   */
  name() {
    const labels = [];
    let piece = this.at;
    let end; // where the message goes on: behind the first pointer
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const length = this.number(1);
      if (length === 0) {
        this.at = end ?? this.at;
        return nameText(labels, piece);
      }
      if (length < 64) {
        labels.push(this.take(length));
      } else {
        piece = this.#target(length, piece);
        end ??= this.at;
        this.at = piece;
      }
    }
    throw new Malformed(`octet ${piece}: a name of too many pointers`);
  }

  /** Where the pointer leads whose first octet has been read. */
  #target(first, piece) {
    const from = this.at - 1;
    if (first < POINTER)
      throw new Malformed(`octet ${from}: ${first} is neither length nor pointer`);
    const target = (first - POINTER) * 256 + this.number(1);
    if (target < piece) return target;
    throw new Malformed(`octet ${from}: a pointer to ${target}, which does not lead back`);
  }
}

function nameText(labels, piece) {
  const octets = labels.reduce((sum, label) => sum + 1 + label.length, 1);
  if (octets > MOST_OCTETS) throw new Malformed(`octet ${piece}: a name of ${octets} octets`);
  return labels.map(labelText).join('.') || '.';
}

/** A label may have any octets. Those that are not plain stand as \DDD (RFC 1035 §5.1): no peer shall touch our terminal. */
function labelText(octets) {
  const code = (one) => `\\${String(one.charCodeAt(0)).padStart(3, '0')}`;
  return Buffer.from(octets)
    .toString('latin1')
    .replace(/[^\w-]/g, code);
}

// Try the following:
//   - Leave out the check in `#target`, and let a name be nothing but a pointer to itself: c0 0c at octet 12. What happens?
//   - Would it do to forbid pointers to themselves? Draw two pointers that lead to each other.
//   - Why do lengths from 64 to 191 not occur? Look at their first two bits.
