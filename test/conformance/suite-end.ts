import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { within } from '../support/deadline.ts';
import type { Answer, Sent } from './case.ts';
import type { Codec } from './codec.ts';
import { encode, type Found, type WireFrame, WireReader } from './wire.ts';

const GONE = 'end of the socket';

/** The suite's end of an open connection. */
export interface SuiteEndOptions {
  readonly socket: Socket;
  /** Which end the suite is. */
  readonly role: 'client' | 'server';
  readonly codec: Codec | undefined;
  /** What came behind the opening handshake. */
  readonly rest: Buffer;
}

/** Sends what a case wants, and collects what comes; whatever may come from nobody is an error at once. */
export class SuiteEnd implements Disposable {
  readonly #socket: Socket;
  readonly #role: 'client' | 'server';
  readonly #codec: Codec | undefined;
  readonly #reader: WireReader;
  readonly #answers: Answer[] = [];
  #parts: Found[] = [];
  #work: Promise<unknown> = Promise.resolve();
  #close: Buffer | undefined;
  #ended = false;
  #gone = false;
  #closing = false;
  #error: Error | undefined;
  #look: () => void = () => undefined;

  constructor({ socket, role, codec, rest }: SuiteEndOptions) {
    this.#socket = socket;
    this.#role = role;
    this.#codec = codec;
    this.#reader = new WireReader(role === 'server');
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('end', () =>
      this.#later(() => {
        this.#ended = true;
      }),
    );
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () =>
      this.#later(() => {
        this.#gone = true;
      }),
    );
    this.#receive(rest);
    socket.resume();
  }

  /** Whether the other end's stream has ended. */
  get ended(): boolean {
    return this.#ended;
  }

  async send(sent: Iterable<Sent>, chop?: number): Promise<void> {
    const frames: WireFrame[] = [];
    for (const one of sent) {
      if ('opcode' in one) frames.push(one);
      else for (const frame of await this.#framesOf(one)) frames.push(frame);
    }
    const octets = encode(frames, this.#role === 'client');
    const step = chop ?? Math.max(1, octets.length);
    for (let at = 0; at < octets.length; at += step) {
      if (this.#socket.destroyed) return;
      this.#socket.write(octets.subarray(at, at + step));
    }
  }

  /** Leaves what comes where it is: in the kernel. */
  stopReading(): void {
    this.#socket.pause();
  }

  readOn(): void {
    this.#socket.resume();
  }

  /** Resolves when the kernel has taken all that was sent. */
  async allTaken(): Promise<void> {
    const taken = new Promise<void>((resolve) => this.#socket.write('', () => resolve()));
    await within(taken, 'room', () => this.#seen());
  }

  /** Ends our stream. Resolves when the kernel has taken all of it. */
  async finish(): Promise<void> {
    const finished = new Promise<void>((resolve) => this.#socket.end(() => resolve()));
    await within(finished, 'room', () => this.#seen());
  }

  /** So many answers, and no more were there before. */
  async answers(count: number): Promise<Answer[]> {
    await this.#until(
      `${count} answers`,
      () => this.#answers.length >= count || this.#close !== undefined,
    );
    return this.#answers.splice(0);
  }

  /** The code of the other end's Close frame; 0 for one without. */
  async closeCode(): Promise<number> {
    await this.#until('Close frame', () => this.#close !== undefined);
    const payload = this.#close ?? Buffer.alloc(0);
    return payload.length === 0 ? 0 : payload.readUInt16BE();
  }

  /** Resolves when the other end has ended its stream, with all answers that came since. */
  async end(): Promise<Answer[]> {
    await this.#until('end of stream', () => this.#ended);
    return this.#answers.splice(0);
  }

  /** Ends ours. Resolves when the socket is gone; rejects when it was cut. */
  async gone(): Promise<void> {
    this.#socket.end();
    await this.#until(GONE, () => this.#gone);
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
    this.#codec?.[Symbol.dispose]();
  }

  async #framesOf(whole: Exclude<Sent, WireFrame>): Promise<WireFrame[]> {
    const payload = this.#codec ? await this.#codec.compress(whole.payload) : whole.payload;
    const size = whole.fragment ?? Math.max(1, payload.length);
    const count = Math.max(1, Math.ceil(payload.length / size));
    return Array.from({ length: count }, (_, at) => ({
      opcode: at === 0 ? whole.message : 0,
      rsv: at === 0 && this.#codec ? 4 : 0,
      fin: at === count - 1,
      payload: payload.subarray(at * size, (at + 1) * size),
    }));
  }

  #receive(chunk: Buffer): void {
    try {
      for (const frame of this.#reader.push(chunk)) this.#frame(frame);
    } catch (error) {
      this.#fail(error);
    }
  }

  #frame(frame: Found): void {
    const { opcode, payload } = frame;
    if (this.#closing) throw new Error(`opcode ${opcode} behind a Close frame`);
    if (opcode === 9) throw new Error('a ping nobody asked for');
    if (opcode === 8) {
      this.#closing = true;
      this.#later(() => {
        this.#close = payload;
      });
    } else if (opcode === 10) this.#later(() => void this.#answers.push({ opcode, payload }));
    else this.#part(frame);
  }

  #part(frame: Found): void {
    const isFirst = this.#parts.length === 0;
    if (isFirst !== frame.opcode > 0) throw new Error('fragments out of order');
    if (frame.rsv === 4 && !(isFirst && this.#codec)) throw new Error('RSV1 out of place');
    this.#parts.push(frame);
    if (!frame.fin) return;
    const parts = this.#parts;
    this.#parts = [];
    this.#later(() => this.#message(parts));
  }

  async #message(parts: readonly Found[]): Promise<void> {
    const payload = Buffer.concat(parts.map((part) => part.payload));
    const [first] = parts;
    const octets = first?.rsv === 4 && this.#codec ? await this.#codec.inflate(payload) : payload;
    const opcode = first?.opcode === 1 ? 1 : 2;
    if (opcode === 1) new TextDecoder('utf-8', { fatal: true }).decode(octets);
    this.#answers.push({ opcode, payload: octets });
  }

  /** One after the other, in the order in which they came: inflating takes its time. */
  #later(act: () => void | Promise<void>): void {
    this.#work = this.#work
      .then(act)
      .catch((error) => this.#fail(error))
      .then(() => this.#look());
  }

  #fail(error: unknown): void {
    this.#error ??= error instanceof Error ? error : new Error(String(error));
    this.#look();
  }

  async #until(wanted: string, holds: () => boolean): Promise<void> {
    const fact = new Promise<void>((resolve, reject) => {
      this.#look = () => {
        if (this.#error) reject(this.#error);
        else if (holds()) resolve();
        else if (this.#ended && wanted !== GONE) reject(new Error(`the end, and no ${wanted}`));
      };
      this.#look();
    });
    await within(fact, wanted, () => this.#seen());
  }

  #seen(): string {
    const close =
      this.#close === undefined ? 'no Close frame' : `Close ${this.#close.toString('hex')}`;
    return [...this.#answers.map(told), close, this.#ended ? 'the end' : 'no end'].join('\n');
  }
}

/** An answer in a line, however long it is. */
export function told({ opcode, payload }: Answer): string {
  const octets = Buffer.from(payload);
  const shown =
    octets.length > 40
      ? createHash('sha1').update(octets).digest('base64')
      : octets.toString('latin1');
  return `${opcode}:${octets.length}:${shown}`;
}
