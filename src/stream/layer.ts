import type { Socket } from 'node:net';
import type { Narrator } from './narrator.ts';

/**
 * What lies between a stream socket and its octets: TLS. Gives the socket to read and write on instead when its handshake is
 * complete, and tells every step of it but the close. Rejects with a SocketsError when there is none to be had.
 */
export type Layer = (wire: Socket, narrator: Narrator) => Promise<Socket>;
