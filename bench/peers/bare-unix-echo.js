// The same as bare-echo.js at a path, its argument, where the one before left its file.
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';

const [path] = process.argv.slice(2);
rmSync(path, { force: true });
const server = createServer((socket) => {
  socket.on('data', (bytes) => {
    if (!socket.write(bytes)) socket.pause();
  });
  socket.on('drain', () => socket.resume());
  socket.on('error', () => undefined);
});
server.listen(path, () => console.log(`listening on ${server.address()}`));
