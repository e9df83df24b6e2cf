import { once } from 'node:events';
import { Labels } from '../../src/event/label.ts';
import { Trace } from '../../src/trace/trace.ts';
import { acceptSteps } from '../../src/ws/accept-key.ts';
import { connectWs, type WsConnectOptions } from '../../src/ws/connect.ts';
import type { WsMessage } from '../../src/ws/inbox.ts';
import { listenWs, type WsListenOptions } from '../../src/ws/listen.ts';
import type { WsConnection } from '../../src/ws/ws-connection.ts';
import { within } from '../support/deadline.ts';
import { connectPeer, type Peer, type PeerServer } from '../support/peer.ts';
import { Reading } from './frames.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const HEAD_END = '\r\n\r\n';

/** The lines of a good request, with others in the place of some. */
export function requestOf(change: Readonly<Record<string, string>> = {}, line?: string): string {
  const headers = {
    ...{ Host: 'localhost', Upgrade: 'websocket', Connection: 'Upgrade' },
    ...{ 'Sec-WebSocket-Key': KEY, 'Sec-WebSocket-Version': '13', ...change },
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `${[line ?? 'GET / HTTP/1.1', ...lines].join('\r\n')}${HEAD_END}`;
}

/** A listening server on a free port, and all it tells. */
export async function listening(options: Partial<WsListenOptions> = {}) {
  const trace = new Trace();
  const server = await listenWs({ port: 0, labels: new Labels(), ...options }, trace.record);
  return { server, trace, port: server.address.port };
}

/** A client of ours that keeps what comes. */
export async function connected(options: WsConnectOptions) {
  const trace = new Trace();
  const ws = await connectWs({ labels: new Labels(), ...options }, trace.record);
  return { ws, trace, inbox: new Kept(ws) };
}

/** Keeps the messages of a connection until somebody asks for them. */
export class Kept {
  readonly #messages: WsMessage[] = [];
  #wake: () => void = () => undefined;

  constructor(ws: WsConnection) {
    ws.handle({
      message: (_ws, message) => {
        this.#messages.push(message);
        this.#wake();
      },
    });
  }

  /** The next one, past or future. */
  async next(): Promise<WsMessage> {
    const come = new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (this.#messages.length > 0) resolve();
    });
    await within(come, 'message', () => 'none');
    const message = this.#messages.shift();
    if (!message) throw new Error('it was there, and is not');
    return message;
  }
}

/** A bare client behind a good handshake: it sends octets, and reads frames as a client. */
export async function rawClient(port: number, change: Readonly<Record<string, string>> = {}) {
  const peer = await connectPeer(port);
  peer.socket.write(requestOf(change));
  await peer.until(HEAD_END);
  return new RawWs(peer, 'client');
}

/** A bare server's end behind a good handshake, with octets that follow the answer at once. */
export async function rawServer(listener: PeerServer, first: Uint8Array = new Uint8Array()) {
  const peer = await listener.next();
  const request = await peer.until(HEAD_END);
  const [, key = ''] = /^Sec-WebSocket-Key: (.*)\r$/im.exec(request) ?? [];
  const answer = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${acceptSteps(key).accept}${HEAD_END}`,
  ];
  peer.socket.write(Buffer.concat([Buffer.from(answer.join('\r\n')), first]));
  return new RawWs(peer, 'server');
}

/** A bare socket, and the frames in what it has received behind the head. */
export class RawWs implements Disposable {
  readonly peer: Peer;
  readonly #role: 'client' | 'server';

  constructor(peer: Peer, role: 'client' | 'server') {
    this.peer = peer;
    this.#role = role;
  }

  send(...octets: readonly Uint8Array[]): void {
    this.peer.socket.write(Buffer.concat(octets));
  }

  /** The frames so far. */
  get frames() {
    const all = this.peer.received;
    const reading = new Reading({ role: this.#role, maxPayload: 2 ** 25, maxMessage: 2 ** 25 });
    reading.push(all.subarray(all.indexOf(HEAD_END) + HEAD_END.length));
    return reading.frames;
  }

  /** Resolves when so many frames have come. */
  async untilFrames(count: number): Promise<void> {
    while (this.frames.length < count) {
      const more = once(this.peer.socket, 'data');
      await within(more, `${count} frames`, () => this.peer.received.toString());
    }
  }

  /** `opcode:payload` of each frame until the end of the stream; of a Close frame its code. */
  async untilEnd(): Promise<string[]> {
    await this.peer.everything();
    return this.frames.map(({ header: { opcode }, payload }) => {
      if (opcode !== 8) return `${opcode}:${Buffer.from(payload).toString()}`;
      return payload.length < 2 ? 'close' : `close:${Buffer.from(payload).readUInt16BE()}`;
    });
  }

  [Symbol.dispose](): void {
    this.peer[Symbol.dispose]();
  }
}

/** The payload of a Close frame. */
export function closing(code: number, reason: string | Uint8Array = ''): Uint8Array {
  return Buffer.concat([Buffer.of(code >> 8, code & 0xff), Buffer.from(reason)]);
}
