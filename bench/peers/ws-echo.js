// The `ws` package's echo server, as its documentation has it, with the limits and the compression of ours. Its argument: deflate, or nothing.
import { WebSocketServer } from 'ws';

/** More octets that wait to be sent, and no more is read. */
const ROOM = 1024 * 1024;
const perMessageDeflate = process.argv[2] === 'deflate' && { zlibDeflateOptions: { level: 3 } };
const limits = { maxPayload: 32 * 1024 * 1024, maxFragments: 0, maxBufferedChunks: 0 };
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate, ...limits });
server.on('connection', (ws) => {
  const resume = () => ws.resume();
  ws.on('message', (data, binary) => {
    // A callback for each message would cost it a tenth of its speed: only where it has to wait.
    if (ws.bufferedAmount + data.length < ROOM) ws.send(data, { binary });
    else {
      ws.pause();
      ws.send(data, { binary }, resume);
    }
  });
  ws.on('error', () => undefined);
});
server.on('listening', () => console.log(`listening on 127.0.0.1:${server.address().port}`));
