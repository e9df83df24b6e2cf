// What everything is measured against: the least a program needs to echo with node:net and respect backpressure.
// socket.pipe(socket) is shorter, takes 2 % more processor time where many connections talk at once, and is no faster elsewhere.
import { createServer } from 'node:net';

const server = createServer((socket) => {
  socket.on('data', (bytes) => {
    if (!socket.write(bytes)) socket.pause();
  });
  socket.on('drain', () => socket.resume());
  socket.on('error', () => undefined);
});
server.listen(0, '127.0.0.1', () => console.log(`listening on 127.0.0.1:${server.address().port}`));
