import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { platform } from 'node:os';

/** An answer on loopback comes at once, or not at all, ms. */
const LONGEST = 2000;
/** Of those that each organisation uses as it likes (RFC 2365 §6.2). */
const GROUP = '239.255.83.83';
const LOOPBACK = '127.0.0.1';

/** Whether a server can listen at ::1: tried, and undone. Never rejects. */
export async function hasIpv6Loopback(): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(0, '::1'), 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

/** Whether a datagram to a multicast group on the loopback interface comes back to a member: tried with one. Never rejects. */
export async function hasLoopbackMulticast(): Promise<boolean> {
  const socket = createSocket('udp4');
  const signal = AbortSignal.timeout(LONGEST);
  try {
    // Bound to the group, it hears nothing else. Windows can bind to addresses of its own alone.
    socket.bind(0, platform() === 'win32' ? LOOPBACK : GROUP);
    await once(socket, 'listening', { signal });
    socket.setMulticastInterface(LOOPBACK);
    socket.setMulticastTTL(0);
    socket.addMembership(GROUP, LOOPBACK);
    const heard = once(socket, 'message', { signal });
    socket.send('?', socket.address().port, GROUP, (error) => error && socket.emit('error', error));
    await heard;
    return true;
  } catch {
    return false;
  } finally {
    socket.on('error', () => undefined).close();
  }
}
