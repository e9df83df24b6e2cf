import type { EventOf, SocketEvent } from '../event/event.ts';
import { placeOf, type Told, type ToldOptions, textOf } from './told.ts';
import { toldByApp } from './told-app.ts';

type Call = EventOf<'syscall'>;

const SENDING = /^(?:send|write|pwrite)/;
const RECEIVING = /^(?:recv|read|pread)/;
/** What a call says that is to be made again: nothing has happened (errno(3)). */
const AGAIN: ReadonlySet<string> = new Set([
  'EAGAIN',
  'EWOULDBLOCK',
  'EINTR',
  'EINPROGRESS',
  'EALREADY',
]);
/** close(2) is to send RST (socket(7), SO_LINGER). */
const LINGER_ZERO = /\bSO_LINGER\b.*l_onoff=1.*l_linger=0/;

/**
 * What the system calls of a program told, in the words in which the toolkit's own sockets tell it; `undefined` for a call that is none of
 * the Berkeley interface, or has not done anything.
 */
export function toldByCall(event: SocketEvent, options: ToldOptions): Told | undefined {
  if (event.type !== 'syscall') return toldByApp(event, options);
  const { call, error } = event;
  if (error !== undefined) return toldByFailure(event, error);
  if (SENDING.test(call) || RECEIVING.test(call)) return toldByMoving(event, options);
  return toldByWord(event);
}

/** The same steps of a program of ours, without those that no call tells of: to be compared with calls. */
export function toldAsCall(event: SocketEvent, options: ToldOptions): Told | undefined {
  switch (event.type) {
    case 'attempt':
      return told('connect', [placeOf(event.remote)]);
    case 'connect':
      return event.kind === 'dgram' ? told('connect', [placeOf(event.remote)]) : undefined;
    case 'attempt-failed':
      return told('error', ['connect', event.code]);
    case 'socket':
    case 'bind':
    case 'listen':
    case 'accept':
    case 'send':
    case 'receive':
    case 'shutdown':
    case 'end-of-stream':
    case 'reset':
    case 'close':
    case 'left-open':
      return toldByApp(event, options);
    default:
      return undefined;
  }
}

function toldByFailure({ call, remote }: Call, error: string): Told | undefined {
  if (AGAIN.has(error)) return call === 'connect' ? told(call, [placeOf(remote)]) : undefined;
  if (error === 'ECONNRESET') return told('reset', ['peer']);
  const isMoving = SENDING.test(call) || RECEIVING.test(call);
  const isKnown = isMoving || /^(?:socket|bind|listen|connect|accept|shutdown|close)/.test(call);
  return isKnown ? told('error', [call, error]) : undefined;
}

function toldByMoving(event: Call, { data: counts }: ToldOptions): Told | undefined {
  const { call, result = 0, bytes = result, socket, data = new Uint8Array() } = event;
  const isSend = SENDING.test(call);
  const verb = isSend ? 'send' : 'receive';
  const direction = isSend ? 'sent' : 'received';
  if (socket.startsWith('U')) {
    return { track: direction, verb, ...(counts && { facts: [bytes, textOf(data)] }) };
  }
  if (!isSend && bytes === 0) return told('end-of-stream', []);
  return { track: 'calls', verb, octets: { direction, bytes, data } };
}

function toldByWord({ call, arguments: said, local, remote }: Call): Told | undefined {
  switch (call) {
    case 'socket':
      return told(call, [domainOf(said), said.includes('SOCK_DGRAM') ? 'dgram' : 'stream']);
    case 'bind':
      return told(call, [local ? placeOf(local) : placeOf(addressIn(said))]);
    case 'listen':
      return told(call, [Number(/(\d+)$/.exec(said)?.[1])]);
    case 'connect':
      return told(call, [placeOf(remote)]);
    case 'accept':
    case 'accept4':
      return told('accept', []);
    case 'setsockopt':
      return LINGER_ZERO.test(said) ? told('reset', ['us']) : undefined;
    case 'shutdown':
    case 'close':
      return told(call, []);
    default:
      return undefined;
  }
}

function domainOf(said: string): string {
  if (said.includes('AF_UNIX')) return 'unix';
  return said.includes('AF_INET6') ? 'inet6' : 'inet';
}

/** `18, [::]:0`: the address a call was given. */
function addressIn(said: string) {
  const [, bracketed, plain, port] = /(?:\[([^\]]+)\]|([\d.]+)):(\d+)/.exec(said) ?? [];
  const host = bracketed ?? plain;
  return host === undefined ? undefined : { host, port: Number(port) };
}

function told(verb: string, facts: readonly unknown[]): Told {
  return { track: 'calls', verb, facts };
}
