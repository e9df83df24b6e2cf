import type { Socket } from 'node:net';
import type { SocketOption } from '../event/socket-option.ts';

/** The options of a TCP socket that Node can set. */
export type StreamOption = Extract<SocketOption, 'TCP_NODELAY' | 'SO_KEEPALIVE' | 'TCP_KEEPIDLE'>;

/** setsockopt(2). `value` is 0 or 1, or for TCP_KEEPIDLE seconds. */
export function setSocketOption(socket: Socket, option: StreamOption, value: number): void {
  if (option === 'TCP_NODELAY') socket.setNoDelay(value !== 0);
  else if (option === 'SO_KEEPALIVE') socket.setKeepAlive(value !== 0);
  else socket.setKeepAlive(true, value * 1000);
}
