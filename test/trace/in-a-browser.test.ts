import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../docs/documents.ts';
import { EXAMPLE_EVENTS } from './examples.ts';
import { TEXT } from './reading.ts';

/** A module of src/trace and all it needs, as one script that makes `trace` of what it exports. */
async function bundled(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL(`src/trace/${name}`, ROOT).pathname],
    ...{ bundle: true, platform: 'browser', format: 'iife', globalName: 'trace', write: false },
  });
  return outputFiles[0]?.text ?? '';
}

describe.each(['read-json-lines.ts', 'check-trace.ts'])('%s', (name) => {
  test('needs nothing that only Node has', async () => {
    const script = await bundled(name);
    expect(script).toContain('sockets-trace');
    expect(script).not.toMatch(/\bBuffer\b|\bprocess\.|\brequire\(|node:/);
  });
});

test('a trace is read as well where there is nothing but the language and its text codecs', async () => {
  const script = await bundled('read-json-lines.ts');
  const reading = `${script}
    const reader = new trace.TraceReader();
    const events = [...pieces.flatMap((piece) => [...reader.push(piece)]), ...reader.end()];
    JSON.stringify(events, (_name, value) =>
      Object.prototype.toString.call(value) === '[object Uint8Array]' ? [...value] : value);`;
  const pieces = [TEXT.slice(0, 1000), new TextEncoder().encode(TEXT.slice(1000))];
  const globals = { TextEncoder, TextDecoder, Uint8Array, pieces };
  const events: unknown = JSON.parse(`${runInNewContext(reading, globals)}`);

  const octets = (_name: string, value: unknown) =>
    value instanceof Uint8Array ? [...value] : value;
  expect(events).toEqual(JSON.parse(JSON.stringify(EXAMPLE_EVENTS, octets)));
});
