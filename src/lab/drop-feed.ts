import type { Socket } from 'node:net';
import { endianness } from 'node:os';
import { startCapture } from '../observe/packet/start-capture.ts';
import type { Tool, ToolEnd } from '../observe/tool.ts';
import { DROP_GROUP } from './drop-rules.ts';
import { DroppedPackets, rawHeader } from './dropped-packets.ts';

/** Octets that wait for a reader at the most: beyond, packets are left out for it. */
const MOST_WAITING = 8 * 1024 * 1024;

/** Hands on what a lab drops to everybody who asks: the kernel tells it to one alone (NFNETLINK, EBUSY). */
export class DropFeed {
  readonly #readers = new Set<Socket>();
  #packets = new DroppedPackets();
  #tool: Tool | undefined;
  #started: Promise<ToolEnd | undefined> | undefined;
  /** The capture before, which has to end first. */
  #before: Promise<unknown> | undefined;

  /** Gives how tcpdump(8) ended, when it did instead of capturing. Else the reader is to be handed to `add`. */
  start(): Promise<ToolEnd | undefined> {
    this.#started ??= this.#start();
    return this.#started;
  }

  /** From now on it is written what is dropped, as a capture file. */
  add(reader: Socket): void {
    if (reader.destroyed) return;
    this.#readers.add(reader);
    reader.once('close', () => this.#leave(reader));
    reader.once('end', () => this.#leave(reader));
    reader.write(rawHeader(endianness() === 'LE'));
  }

  async #start(): Promise<ToolEnd | undefined> {
    await this.#before;
    this.#packets = new DroppedPackets();
    const tool = startCapture(`nflog:${DROP_GROUP}`);
    this.#tool = tool;
    tool.output.on('data', (chunk: Uint8Array) => this.#hand(chunk));
    const began = await tool.said(/listening on/);
    if (began) void tool.ended.then(() => this.#end(tool));
    else this.#started = undefined;
    return began ? undefined : await tool.ended;
  }

  #hand(chunk: Uint8Array): void {
    for (const record of this.#packets.push(chunk)) {
      for (const reader of this.#readers) {
        if (reader.writableLength < MOST_WAITING) reader.write(record);
      }
    }
  }

  /** The last one to leave ends the capture. */
  #leave(reader: Socket): void {
    const was = this.#readers.delete(reader);
    reader.end();
    if (!was || this.#readers.size > 0) return;
    const tool = this.#tool;
    if (tool) this.#end(tool);
    tool?.stop();
  }

  #end(tool: Tool): void {
    if (this.#tool !== tool) return;
    this.#tool = undefined;
    this.#started = undefined;
    this.#before = tool.ended;
    for (const reader of this.#readers) reader.end();
  }
}
