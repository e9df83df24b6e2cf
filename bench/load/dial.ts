import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Target } from './task.ts';

/** Takes what came, which lies at the start of `buffer`. False to be given no more. */
type Receive = (length: number, buffer: Uint8Array) => boolean;

/** Connects; `ready` is called when the first octet can be sent. What comes is read into a buffer of `size` octets, but under TLS. */
export function dial(at: Target, size: number, receive: Receive, ready: () => void): Socket {
  const host = '127.0.0.1';
  if ('port' in at && at.ca !== undefined) {
    const socket = connectTls({ host, port: at.port, ca: at.ca }, ready);
    return socket.on('data', (bytes: Buffer) => receive(bytes.length, bytes));
  }
  const onread = { buffer: Buffer.alloc(size), callback: receive };
  return connect('path' in at ? { path: at.path, onread } : { host, port: at.port, onread }, ready);
}
