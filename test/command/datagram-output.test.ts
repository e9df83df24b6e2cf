import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { DatagramOutput } from '../../src/command/datagram-output.ts';
import type { Destination } from '../../src/command/peer-output.ts';
import { fromProcess } from '../../src/terminal/from-process.ts';

function outputTo(destination: Destination) {
  const output = new PassThrough();
  return { output, payloads: new DatagramOutput({ ...fromProcess(), output }, destination) };
}

/** All that waits to be read: newer Nodes give it write by write. */
function waiting(output: PassThrough): Buffer {
  const read: Buffer[] = [];
  for (let chunk = output.read(); chunk !== null; chunk = output.read()) read.push(chunk);
  return Buffer.concat(read);
}

test('payloads go out one behind the other, as they came', () => {
  const { output, payloads } = outputTo('raw');
  for (const octets of [[1, 255], [], [27]]) payloads.write(Uint8Array.from(octets));
  expect(waiting(output)).toEqual(Buffer.of(1, 255, 27));
});

test('for a person they are made visible, each by itself: no character goes on in the next', () => {
  const { output, payloads } = outputTo('visible');
  for (const octets of [[0x61, 0xec], [0x95, 0x88, 0x0a], [27]]) {
    payloads.write(Uint8Array.from(octets));
  }
  expect(waiting(output).toString()).toBe('a\\xec\\x95\\x88\n\\x1b');
});

test('those that the trace shows go nowhere else', () => {
  const { output, payloads } = outputTo('trace');
  payloads.write(Buffer.from('x'));
  expect(output.read()).toBeNull();
});

test('a reader who is too slow does not fill the memory: what is left out is counted', () => {
  const output = new Writable({ write: () => undefined }); // takes the first, and is never done with it
  const payloads = new DatagramOutput({ ...fromProcess(), output }, 'raw');
  const datagram = new Uint8Array(65_507);
  for (let i = 0; i < 1000; i += 1) payloads.write(datagram);
  expect(output.writableLength).toBeLessThan(5 * 1024 * 1024);
  expect(output.writableLength + payloads.unwritten * datagram.length).toBe(65_507_000);
});
