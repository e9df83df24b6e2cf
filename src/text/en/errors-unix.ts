import { grouped } from '../quantity.ts';
import type { Text } from '../text.ts';

/** A name in Linux's abstract namespace is no file (unix(7)). */
const isAbstract = (path: string) => path.startsWith('@');

/** What the paths of Unix domain sockets refuse. */
export const unixErrors = {
  'path-taken': ({ path, holder }) => ({
    what: `Cannot listen on ${path}: it is taken (EADDRINUSE).`,
    why: `${holder ?? 'Another program'} listens there already; a path has one listener.`,
    next: 'Stop that program, or choose another path; --unlink takes no path away from a listener.',
  }),
  'stale-path': ({ path }) => ({
    what: `Cannot listen on ${path}: the file is there already (EADDRINUSE).`,
    why: 'It is a socket behind which nobody listens: a program ended without removing it.',
    next: 'Remove it first, with --unlink, or choose another path.',
  }),
  'not-a-socket': ({ path }) => ({
    what: `${path} is not a socket.`,
    why: 'A file or folder of another kind has that path, and it is not ours to touch.',
    next: 'Choose another path.',
  }),
  'path-too-long': ({ bytes, most }) => ({
    what: `The path is too long for a socket: ${grouped(bytes)} B, and ${grouped(most)} B fit.`,
    why: 'The kernel keeps it in a small field of fixed size (sun_path), whatever files may be called.',
    next: 'Choose a shorter one, or go to its folder first and give only the name.',
  }),
  'no-such-directory': ({ path }) => ({
    what: `Cannot make ${path}: its folder does not exist.`,
    why: "bind makes the socket's file, but not the folder around it.",
    next: 'Make the folder first, with mkdir, or choose another path.',
  }),
  'path-no-permission': ({ path }) => ({
    what: `No permission for ${path} (EACCES).`,
    why: 'A server must be able to write in the folder; a client needs write permission for the file itself.',
    next: 'Look at both with "ls -l", or choose a path in a folder of yours.',
  }),
  'no-socket-there': ({ path }) => ({
    what: `There is no socket at ${path} (${isAbstract(path) ? 'ECONNREFUSED' : 'ENOENT'}).`,
    why: isAbstract(path)
      ? 'Nobody listens under that abstract name.'
      : 'No server has made its socket there, or it has ended and taken it away.',
    next: `Start a server there first: sockets unix-server ${path}`,
  }),
  'path-refused': ({ path }) => ({
    what: `${path} refused the connection (ECONNREFUSED).`,
    why: 'The file is there, but nobody listens behind it: its program has ended.',
    next: `Start the server again: sockets unix-server ${path} --unlink`,
  }),
  'path-queue-full': ({ path }) => ({
    what: `${path} has no room for another connection (EAGAIN).`,
    why: 'As many clients as the backlog allows wait for accept already. Over TCP one more would wait; a Unix socket tells it at once.',
    next: 'Try again when the server accepts, or start it with a larger --backlog.',
  }),
  'not-on-this-system': ({ what }) => ({
    what: `This system has no such thing: ${what}.`,
    why: isAbstract(what)
      ? 'A name that begins with @ is abstract: it has no file, and only Linux knows it.'
      : 'Only some operating systems have it; Linux is one of them.',
    next: isAbstract(what)
      ? 'Give the path of a file, such as /tmp/echo.sock.'
      : 'Leave it out, or run this on Linux.',
  }),
} satisfies Partial<Text['errors']>;
