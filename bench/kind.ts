import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificate } from '../src/index.ts';
import type { Target } from './load/task.ts';

/** A kind of socket, over which a bare server and ours can echo. */
export interface Kind {
  /** The bare one: its file in `peers/`, and its arguments. */
  readonly bare: readonly [file: string, ...args: string[]];
  /** Ours: what comes after `sockets`. */
  readonly command: readonly string[];
  /** How the load reaches what a server said it listens on. */
  readonly reach: (address: string) => Target;
}

const toPort = (address: string) => ({ port: Number(/:(\d+)\/?$/.exec(address)?.[1]) });

/** Both on a free port of loopback. */
export const TCP: Kind = {
  bare: ['bare-echo.js'],
  command: ['tcp-server', '0'],
  reach: toPort,
};

export const UDP: Kind = {
  bare: ['bare-udp-echo.js'],
  command: ['udp-recv', '0', '--service', 'echo'],
  reach: toPort,
};

/** Each at a path of its own in `directory`. */
export function unix(directory: string): Kind {
  return {
    bare: ['bare-unix-echo.js', join(directory, 'bare.sock')],
    command: ['unix-server', join(directory, 'ours.sock')],
    reach: (path) => ({ path }),
  };
}

/** Both with the same new certificate, kept in `directory`, which the load trusts and verifies. */
export async function tls(directory: string): Promise<Kind> {
  const { cert, key } = await makeCertificate({ names: [] });
  const files = { cert: join(directory, 'cert.pem'), key: join(directory, 'key.pem') };
  writeFileSync(files.cert, cert);
  writeFileSync(files.key, key, { mode: 0o600 });
  return {
    bare: ['bare-tls-echo.js', files.cert, files.key],
    command: ['tcp-server', '0', '--tls', '--cert', files.cert, '--key', files.key],
    reach: (address) => ({ ...toPort(address), ca: cert }),
  };
}

/** WebSocket: what stands beside ours is the `ws` package's server. Both compress at level 3 where `compressed`. */
export function ws(compressed: boolean): Kind {
  return {
    bare: ['ws-echo.js', ...(compressed ? ['deflate'] : [])],
    command: ['ws-server', '0', ...(compressed ? ['--compress'] : [])],
    reach: toPort,
  };
}
