import type { SocketLabel } from '../../event/event.ts';
import type { Recording } from './recording.ts';

/** So many colours can be told apart: the style sheet has them. */
const COLORS = 6;

/** The class of a socket's colour, which it keeps all over the page; none for a peer that is nobody we know. */
export function socketColor(
  socket: SocketLabel | undefined,
  { sockets }: Pick<Recording, 'sockets'>,
): string {
  const place = socket === undefined ? undefined : sockets.get(socket);
  return place === undefined ? 'nobody' : `socket-${place % COLORS}`;
}
