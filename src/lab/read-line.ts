import type { Socket } from 'node:net';

/**
 * The first line that comes on a socket, without its end: at most so many octets. What comes behind it is left to be read. `undefined`
 * when the socket ends before, or the line is longer. Never rejects.
 */
export function readLine(socket: Socket, most: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    let begun = Buffer.alloc(0);
    const done = (line: string | undefined, rest = Buffer.alloc(0)) => {
      socket.off('data', take).off('end', end).off('close', end).off('timeout', end);
      socket.pause();
      if (rest.length > 0) socket.unshift(rest);
      resolve(line);
    };
    const end = () => done(undefined);
    const take = (chunk: Buffer) => {
      const whole = Buffer.concat([begun, chunk]);
      const length = whole.indexOf('\n');
      if (length >= 0 && length <= most) {
        done(whole.subarray(0, length).toString(), whole.subarray(length + 1));
      } else if (whole.length > most) end();
      else begun = whole;
    };
    socket.on('data', take).on('end', end).on('close', end).on('timeout', end);
  });
}
