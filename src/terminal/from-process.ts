import { readSync, write } from 'node:fs';
import { Socket } from 'node:net';
import { constants } from 'node:os';
import process from 'node:process';
import { WriteStream } from 'node:tty';
import { SocketsError } from '../error.ts';
import { readKeys } from './keys.ts';
import { isInForeground, runBeside, signalProcess } from './run-beside.ts';
import { runInstead } from './run-instead.ts';
import { systemCode } from './system-code.ts';
import type { Terminal } from './terminal.ts';
import { sleep, writeNow } from './write-now.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const STREAMS = { output: 'stdout', error: 'stderr' } as const;
/** A terminal that was never told its size is one of these. */
const [ROWS, COLUMNS_OF_OLD] = [24, 80];
const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;

/** The process's own streams and signals as a `Terminal`. */
export function fromProcess(): Terminal {
  const { stdin: input, stdout: output, stderr: error, env: environment } = process;
  const { COLUMNS } = environment;
  const outputClosed: ((failure?: SocketsError) => void)[] = [];
  output.on('error', (error) => {
    const failure = systemCode(error) === 'EPIPE' ? undefined : unwritable(error);
    for (const listener of outputClosed) listener(failure);
  });
  return {
    input,
    output,
    error,
    environment,
    inputIsTerminal: input.isTTY === true,
    outputIsTerminal: output.isTTY === true,
    errorIsTerminal: error.isTTY === true,
    // A terminal that was never told its size says 0.
    columns: () => (error.isTTY ? error.columns : Number(COLUMNS)) || undefined,
    size: () => ({ rows: output.rows || ROWS, columns: output.columns || COLUMNS_OF_OLD }),
    onResize: (listener) => {
      output.on('resize', listener);
      return { [Symbol.dispose]: () => output.off('resize', listener) };
    },
    onKey: (listener) => readKeys(input, listener),
    offsetMinutes: -new Date().getTimezoneOffset(),
    colorLevel: (stream) => levelOf(colorDepth(process[STREAMS[stream]].isTTY, environment)),
    writeError,
    writeOutputNow,
    onSignal,
    onOutputClosed: (listener) => outputClosed.push(listener),
    program: [process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    nodeVersion: process.versions.node,
    runInstead,
    runBeside,
    signalProcess,
    isInForeground,
    readDescriptor: (fd) => new Socket({ fd, readable: true, writable: false }).unref(),
    holdUntilEnter,
  };
}

/** Bits of colour, by the terminal's kind, NO_COLOR and FORCE_COLOR; the last of them also where there is no terminal. */
function colorDepth(isTerminal: boolean, environment: NodeJS.ProcessEnv): number {
  const { FORCE_COLOR } = environment;
  return isTerminal || FORCE_COLOR !== undefined
    ? WriteStream.prototype.getColorDepth(environment)
    : 1;
}

function levelOf(bits: number): 0 | 1 | 2 | 3 {
  if (bits >= 24) return 3;
  if (bits >= 8) return 2;
  return bits >= 4 ? 1 : 0;
}

// fs.write works in a thread of its own: a terminal that was stopped (Ctrl-S) stops that thread, and no socket.
function writeError(bytes: Uint8Array, done: () => void): void {
  write(STDERR, bytes, (error, written) => {
    if (error && systemCode(error) !== 'EAGAIN') return done();
    const rest = bytes.subarray(error ? 0 : written);
    if (rest.length === 0) return done();
    setTimeout(() => writeError(rest, done), error ? 5 : 0);
  });
}

function writeOutputNow(bytes: Uint8Array): boolean {
  try {
    writeNow(STDOUT, bytes);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EPIPE') return false;
    throw unwritable(error);
  }
}

function unwritable(cause: unknown): SocketsError {
  const facts = { path: 'stdout', code: systemCode(cause) };
  return new SocketsError('system', 'file-unwritable', facts, { cause });
}

function onSignal(listener: (signal: number) => void): Disposable {
  const handlers = SIGNALS.map((name) => {
    const handler = () => listener(constants.signals[name]);
    process.on(name, handler);
    return { name, handler };
  });
  return {
    [Symbol.dispose]() {
      for (const { name, handler } of handlers) process.off(name, handler);
    },
  };
}

function holdUntilEnter(): void {
  // With our handlers on, Ctrl-C would wait for the event loop, which waits for Enter.
  const suspended = SIGNALS.map((name) => ({ name, handlers: process.listeners(name) }));
  for (const { name } of suspended) process.removeAllListeners(name);
  const octet = new Uint8Array(1);
  while (readOne(octet) && octet[0] !== 0x0a);
  for (const { name, handlers } of suspended)
    for (const handler of handlers) process.on(name, handler);
}

/** One octet of stdin; false at its end. */
function readOne(octet: Uint8Array): boolean {
  for (;;) {
    try {
      return readSync(STDIN, octet) === 1;
    } catch (error) {
      if (systemCode(error) === 'EOF') return false;
      if (systemCode(error) !== 'EAGAIN') throw error;
      sleep(20);
    }
  }
}
