import type { Emit, SocketEvent } from '../event/event.ts';
import type { RunOutput } from './run-output.ts';

/** Opens a socket, and tells the address before any step: it is the line a person waits for. */
export async function openAloud<Opened>(
  { emit }: RunOutput,
  open: (emit: Emit | undefined) => Promise<Opened>,
  announce: (opened: Opened) => void,
): Promise<Opened> {
  const early: SocketEvent[] = [];
  let tell: Emit = (event) => early.push(event);
  try {
    const opened = await open(emit && ((event) => tell(event)));
    announce(opened);
    return opened;
  } finally {
    if (emit) tell = emit;
    for (const event of early) tell(event);
  }
}
