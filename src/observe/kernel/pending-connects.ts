import type { InternetAddress } from '../../event/address.ts';
import { endsKey } from './inet-host.ts';
import type { StateChange } from './trace-pipe.ts';

/** Attempts that are remembered, of all programs of the machine. */
const MOST = 1024;

/**
 * Attempts to connect whose port is not known yet: Linux traces SYN-SENT before it has chosen one. The next that is heard of a socket
 * with the same address on the way to the same peer tells it; of several such attempts the first is taken, whose times may so be swapped.
 */
export class PendingConnects {
  readonly #byPeer = new Map<string, StateChange[]>();
  #count = 0;

  add(change: StateChange): void {
    const key = endsKey({ ...change.local, port: 0 }, change.remote);
    const others = this.#byPeer.get(key);
    if (others) others.push(change);
    else this.#byPeer.set(key, [change]);
    this.#count += 1;
    if (this.#count > MOST) this.#forget();
  }

  /** The attempt that a socket with these ends began with. */
  take(local: InternetAddress, remote: InternetAddress): StateChange | undefined {
    const key = endsKey({ ...local, port: 0 }, remote);
    const found = this.#byPeer.get(key)?.shift();
    if (found) this.#count -= 1;
    if (this.#byPeer.get(key)?.length === 0) this.#byPeer.delete(key);
    return found;
  }

  /** All those to the peer that was asked for first. */
  #forget(): void {
    for (const [key, changes] of this.#byPeer) {
      this.#byPeer.delete(key);
      this.#count -= changes.length;
      return;
    }
  }
}
