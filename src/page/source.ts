import { decodeBase64 } from '../trace/base64.ts';
import { Incoming } from './model/incoming.ts';

/** Where a page has its trace from. */
export type Source =
  | { readonly kind: 'embedded'; readonly base64: string }
  | { readonly kind: 'live'; readonly path: string };

/** How far it is with the trace: being read, complete; or how it is with who sends it. */
export type Progress = 'reading' | 'complete' | 'connecting' | 'live' | 'ended' | 'lost';

/** Told whenever more has come, or the progress is another. */
export type OnProgress = (incoming: Incoming, progress: Progress) => void;

/** How long work goes on before the browser may paint, ms. */
const SLICE = 40;

/** Reads what stands in the page. Never throws: what is wrong is told by `incoming`. Returns how to stop. */
export function readEmbedded(base64: string, tell: OnProgress): () => void {
  const incoming = new Incoming();
  let isStopped = false;
  const read = async () => {
    // A copy of its own memory, as a Blob wants it.
    const octets = new Uint8Array(decodeBase64(base64) ?? []);
    const stream = new Blob([octets])
      .stream()
      .pipeThrough(new DecompressionStream('deflate-raw'))
      .getReader();
    let since = performance.now();
    for (let piece = await stream.read(); piece.value; piece = await stream.read()) {
      incoming.push(piece.value);
      if (isStopped) return;
      if (performance.now() - since < SLICE) continue;
      tell(incoming, 'reading');
      await nextTask();
      since = performance.now();
    }
    incoming.end();
  };
  // Octets that are no stream of blocks: the page was cut, or changed.
  const finished = read().catch(() => incoming.breakOff('damaged'));
  void finished.then(() => {
    if (!isStopped) tell(incoming, 'complete');
  });
  return () => {
    isStopped = true;
  };
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

/** Follows a run. Returns how to stop. */
export function follow(path: string, tell: OnProgress): () => void {
  const incoming = new Incoming();
  const address = new URL(path, location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address);
  tell(incoming, 'connecting');
  socket.onopen = () => tell(incoming, 'live');
  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'string') incoming.follow(data);
    tell(incoming, incoming.hasEnded ? 'ended' : 'live');
  };
  socket.onclose = () => tell(incoming, incoming.hasEnded ? 'ended' : 'lost');
  return () => {
    socket.onclose = null;
    socket.onmessage = null;
    socket.close();
  };
}
