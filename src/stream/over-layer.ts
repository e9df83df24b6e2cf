import type { Socket } from 'node:net';
import { now } from '../event/clock.ts';
import { Connection } from './connection.ts';
import type { ConnectionOptions } from './connection-options.ts';
import type { Layer } from './layer.ts';
import { Narrator } from './narrator.ts';

/** A connection on top of a layer. Throws the layer's SocketsError when there is none to be had; the socket is closed then. */
export async function overLayer(
  layer: Layer,
  wire: Socket,
  names: ConnectionOptions,
): Promise<Connection> {
  const narrator = new Narrator(names);
  const since = now();
  try {
    const socket = await layer(wire, narrator);
    return new Connection(socket, { ...names, wire });
  } catch (error) {
    wire.destroy();
    const counts = { received: 0, sent: 0, unsent: 0 };
    narrator.tell({ type: 'close', ...counts, elapsed: now() - since });
    throw error;
  }
}
