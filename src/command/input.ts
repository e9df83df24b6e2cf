import { closeSync, createReadStream, fstatSync, openSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { SocketsError } from '../error.ts';
import { systemCode } from '../terminal/system-code.ts';

/** One thing to send, as given on the command line. */
export type Sending =
  | { readonly kind: 'octets'; readonly octets: Uint8Array; readonly text: boolean }
  | { readonly kind: 'file'; readonly path: string };

/** `-` stands for standard input. */
export const STANDARD_INPUT = '-';

/** Everything to send, one after the other. With `crlf`, the lines of text and of standard input end so. */
export async function* chunksOf(
  sendings: readonly Sending[],
  input: Readable,
  crlf: boolean,
): AsyncGenerator<Uint8Array> {
  const lines = new CrLf();
  for (const sending of sendings) {
    for await (const chunk of chunksOfOne(sending, input)) {
      yield crlf && isText(sending) ? lines.of(chunk) : chunk;
    }
  }
}

async function* chunksOfOne(sending: Sending, input: Readable): AsyncGenerator<Uint8Array> {
  if (sending.kind === 'octets') yield sending.octets;
  else if (sending.path === STANDARD_INPUT) yield* inputChunks(input);
  else yield* fileChunks(sending.path);
}

/** Text has lines; a file's and hexadecimal octets are sent as they are. */
function isText(sending: Sending): boolean {
  return sending.kind === 'octets' ? sending.text : sending.path === STANDARD_INPUT;
}

/** Standard input until its end, or until somebody destroys it because it is not wanted any more. */
export async function* inputChunks(input: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of input) yield chunk;
  } catch (error) {
    if (systemCode(error) === 'ERR_STREAM_PREMATURE_CLOSE') return;
    throw unreadable('stdin', error);
  }
}

/** A file's octets. Throws `file-unreadable`. */
async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path)) yield chunk;
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Makes sure, before anything is sent, that a file can be read. Throws `file-unreadable`. */
export function checkReadable(path: string): void {
  try {
    const descriptor = openSync(path, 'r');
    const isDirectory = fstatSync(descriptor).isDirectory();
    closeSync(descriptor);
    if (isDirectory) throw Object.assign(new Error(path), { code: 'EISDIR' });
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** A file that cannot be read: a wrong name is the user's to mend, the rest the machine's. */
export function unreadable(path: string, cause: unknown): SocketsError {
  const code = systemCode(cause);
  const fault = code === 'ENOENT' || code === 'EISDIR' ? 'usage' : 'system';
  return new SocketsError(fault, 'file-unreadable', { path, code }, { cause });
}

const CR = 0x0d;
const LF = 0x0a;

/** Gives each LF that has no CR before it one, also when the two come in different chunks. */
class CrLf {
  #before = 0;

  of(chunk: Uint8Array): Uint8Array {
    const octets: number[] = [];
    for (const octet of chunk) {
      if (octet === LF && this.#before !== CR) octets.push(CR);
      octets.push(octet);
      this.#before = octet;
    }
    return Uint8Array.from(octets);
  }
}

/** The same octets in pieces of `size`, the last of a chunk being what is left of it. */
export async function* inPieces(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, at + size);
  }
}
