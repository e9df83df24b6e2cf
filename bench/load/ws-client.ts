import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { encodeFrame } from '../../src/ws/frame-writer.ts';
import { OPCODE } from '../../src/ws/opcode.ts';
import { dial } from './dial.ts';
import type { Target } from './task.ts';
import { type Answers, DeflatedAnswers, PlainAnswers } from './ws-answers.ts';
import type { Script } from './ws-script.ts';

const BUFFER = 64 * 1024;
const END_OF_HEAD = '\r\n\r\n';

/** A WebSocket connection that sends prepared messages, and looks at what comes back. */
export class WsClient {
  readonly #socket: Socket;
  readonly #script: Script;
  readonly #answers: Answers;
  #head: string | undefined = '';
  #sent = 0;
  #returned = 0;
  #until = 0;
  #opened: () => void = () => undefined;
  #finished: () => void = () => undefined;
  #failed: (error: Error) => void = () => undefined;

  private constructor(at: Target, script: Script) {
    this.#script = script;
    const { compressed } = script.shape;
    this.#answers = compressed ? new DeflatedAnswers(script) : new PlainAnswers(script);
    const receive = (length: number, buffer: Uint8Array) => this.#receive(length, buffer);
    this.#socket = dial(at, BUFFER, receive, () => this.#socket.write(requestHead(compressed)));
    this.#socket.on('error', (error) => this.#failed(error));
    this.#socket.setNoDelay();
  }

  /** Resolves when the opening handshake is done. */
  static open(at: Target, script: Script): Promise<WsClient> {
    return new Promise((resolve, reject) => {
      const client = new WsClient(at, script);
      client.#opened = () => resolve(client);
      client.#failed = reject;
    });
  }

  /** How many messages came back. */
  get returned(): number {
    return this.#returned;
  }

  /** Octets that came back, with the frames' headers. */
  get octets(): number {
    return this.#answers.octets;
  }

  /** Keeps so many messages on the way until `until` (ms of `performance.now`). Resolves when all have come back. */
  play(inFlight: number, until: number): Promise<void> {
    this.#until = until;
    return new Promise((resolve, reject) => {
      this.#finished = resolve;
      this.#failed = reject;
      this.#send(inFlight);
    });
  }

  /** Throws when what came back was not what was sent. */
  verify(): void {
    this.#answers.verify();
  }

  /** Closes. Resolves when the connection is gone. */
  end(): Promise<void> {
    const payload = Uint8Array.of(0x03, 0xe8);
    return new Promise((resolve) => {
      this.#socket.once('close', () => resolve());
      this.#returned = Number.NaN; // what comes now is no message
      for (const octets of encodeFrame({ opcode: OPCODE.close, payload, maskingKey: 1 })) {
        this.#socket.write(octets);
      }
    });
  }

  #receive(length: number, buffer: Uint8Array): boolean {
    const octets = Buffer.from(buffer.buffer, buffer.byteOffset, length);
    try {
      if (this.#head !== undefined) this.#open(octets.toString('latin1'));
      else if (!Number.isNaN(this.#returned)) this.#count(this.#answers.take(octets));
      return true;
    } catch (error) {
      this.#socket.destroy(error instanceof Error ? error : new Error(String(error)));
      return false;
    }
  }

  #open(text: string): void {
    const head = `${this.#head ?? ''}${text}`;
    this.#head = head;
    if (!head.endsWith(END_OF_HEAD)) return;
    this.#head = undefined;
    const [, agreed = ''] = /\r\nsec-websocket-extensions: *(.*)\r\n/i.exec(head) ?? [];
    const wanted = this.#script.shape.compressed ? 'permessage-deflate' : '';
    if (!head.startsWith('HTTP/1.1 101 ') || agreed !== wanted) throw new Error(head);
    this.#opened();
  }

  #count(messages: number): void {
    if (messages === 0) return;
    this.#returned += messages;
    if (performance.now() < this.#until) this.#send(messages);
    else if (this.#returned === this.#sent) this.#finished();
  }

  #send(messages: number): void {
    for (let left = messages; left > 0; left -= 1) {
      this.#socket.write(this.#script.request(this.#sent));
      this.#sent += 1;
    }
  }
}

function requestHead(compressed: boolean): string {
  const lines = [
    'GET / HTTP/1.1',
    'Host: 127.0.0.1',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Version: 13',
    ...(compressed ? ['Sec-WebSocket-Extensions: permessage-deflate'] : []),
  ];
  return `${lines.join('\r\n')}${END_OF_HEAD}`;
}
