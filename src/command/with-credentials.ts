import { now } from '../event/clock.ts';
import type { Emit } from '../event/event.ts';
import { peerOf } from '../observe/kernel/unix-peer.ts';
import type { Connection } from '../stream/connection.ts';
import type { Service } from '../stream/handler.ts';

/** Searches that may be under way at once: in a burst of clients, the others stay unnamed. */
const MOST_SEARCHES = 16;

/** The service, and besides it the kernel's word on who is at the other end of each Unix domain connection. */
export function withCredentials(serve: Service, emit: Emit | undefined): Service {
  if (!emit) return serve;
  let searches = 0;
  const tell = async (connection: Connection) => {
    const { label: socket, local, descriptor } = connection;
    if (descriptor === undefined || searches >= MOST_SEARCHES) return;
    searches += 1;
    const peer = await peerOf(descriptor);
    searches -= 1;
    // The search takes a while: of a connection that is gone meanwhile everything has been told.
    if (!peer || connection.descriptor === undefined) return;
    const { pid, uid, command } = peer;
    const seen = { time: now(), source: 'kernel', socket, local } as const;
    emit({ ...seen, type: 'credentials', pid, uid, command });
  };
  return (connection) => {
    void tell(connection);
    return serve(connection);
  };
}
