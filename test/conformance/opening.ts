import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { within } from '../support/deadline.ts';
import { type Agreement, Codec } from './codec.ts';
import { SuiteEnd } from './suite-end.ts';

const HEAD_END = '\r\n\r\n';
const KEY = Buffer.from('a key of 16 octs').toString('base64');

function acceptOf(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
}

/** The head of what comes, and the octets behind it. */
async function headOf(socket: Socket): Promise<{ head: string; rest: Buffer }> {
  let all = Buffer.alloc(0);
  for (;;) {
    const [chunk] = await within(once(socket, 'data'), 'head', () => all.toString());
    all = Buffer.concat([all, Buffer.from(chunk)]);
    const end = all.indexOf(HEAD_END);
    if (end < 0) continue;
    socket.pause();
    const behind = end + HEAD_END.length;
    return { head: all.toString('latin1', 0, end), rest: all.subarray(behind) };
  }
}

/** The value of a header; `undefined` where there is none. */
export function headerOf(head: string, name: string): string | undefined {
  return new RegExp(`^${name}: *(.*?) *$`, 'im').exec(head)?.[1];
}

export interface Opened extends Disposable {
  readonly end: SuiteEnd;
  /** What the other end said of extensions. */
  readonly extensions: string | undefined;
}

/** Opens a connection to a server, with these offers. */
export async function openClient(
  port: number,
  { offer, agreed }: { readonly offer?: string; readonly agreed?: Agreement | undefined } = {},
): Promise<Opened> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  await once(socket, 'connect');
  const lines = [
    ...['GET /runCase?case=1&agent=suite HTTP/1.1', `Host: 127.0.0.1:${port}`],
    ...['User-Agent: suite', 'Upgrade: WebSocket', 'Connection: keep-alive, Upgrade'],
    ...['Pragma: no-cache', 'Cache-Control: no-cache', `Sec-WebSocket-Key: ${KEY}`],
    ...(offer === undefined ? [] : [`Sec-WebSocket-Extensions: ${offer}`]),
    ...['Sec-WebSocket-Version: 13', '', ''],
  ];
  socket.write(lines.join('\r\n'));
  const { head, rest } = await headOf(socket);
  if (
    !head.startsWith('HTTP/1.1 101 ') ||
    headerOf(head, 'Sec-WebSocket-Accept') !== acceptOf(KEY)
  ) {
    throw new Error(head);
  }
  const codec = agreed && new Codec('client', agreed);
  const end = new SuiteEnd({ socket, role: 'client', codec, rest });
  return {
    end,
    extensions: headerOf(head, 'Sec-WebSocket-Extensions'),
    [Symbol.dispose]: () => end[Symbol.dispose](),
  };
}

/** A server of the suite: it answers the opening handshake, and leaves the rest to a case. */
export class SuiteServer implements AsyncDisposable {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async listen(): Promise<SuiteServer> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new SuiteServer(server);
  }

  get port(): number {
    const address = this.#server.address();
    return address && typeof address === 'object' ? address.port : 0;
  }

  /** Answers the next client, with this of extensions. */
  async open({
    answer,
    agreed,
  }: {
    readonly answer?: string;
    readonly agreed?: Agreement | undefined;
  } = {}): Promise<Opened> {
    const [socket]: Socket[] = await within(once(this.#server, 'connection'), 'client', () => '');
    if (!socket) throw new Error('no socket');
    const { head, rest } = await headOf(socket);
    const lines = [
      ...['HTTP/1.1 101 Switching Protocols', 'Server: suite', 'Upgrade: WebSocket'],
      ...[
        'Connection: Upgrade',
        `Sec-WebSocket-Accept: ${acceptOf(headerOf(head, 'Sec-WebSocket-Key') ?? '')}`,
      ],
      ...(answer === undefined ? [] : [`Sec-WebSocket-Extensions: ${answer}`]),
      ...['', ''],
    ];
    socket.write(lines.join('\r\n'));
    const codec = agreed && new Codec('server', agreed);
    const end = new SuiteEnd({ socket, role: 'server', codec, rest });
    return {
      end,
      extensions: headerOf(head, 'Sec-WebSocket-Extensions'),
      [Symbol.dispose]: () => end[Symbol.dispose](),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    await closed;
  }
}
