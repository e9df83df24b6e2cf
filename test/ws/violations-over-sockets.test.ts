import { describe, expect, test } from 'vitest';
import { listenPeer } from '../support/peer.ts';
import { binary, close, continuation, frame, ping, pong, text } from './frames.ts';
import { closing, connected, listening, rawClient, rawServer } from './ws-peer.ts';

interface Case {
  readonly rule: string;
  readonly what: string;
  readonly code: number;
  readonly sent: readonly Uint8Array[];
}

const HALF = { fin: false } as const;
const bad = (rule: string, what: string, sent: Uint8Array | Uint8Array[], code = 1002): Case => ({
  ...{ rule, what, code },
  sent: [sent].flat(),
});

const RESERVED = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15];
const UTF8 = 1007;
const KAPPA = Buffer.from('κόσμε');

const CASES: readonly Case[] = [
  bad('reserved-bit', 'RSV1 without compression', text('x', { rsv1: true })),
  bad('reserved-bit', 'RSV2', binary('x', { rsv2: true })),
  bad('reserved-bit', 'RSV3 of a ping', ping('x', { rsv3: true })),
  bad('reserved-bit', 'RSV2 and RSV3 of a close', close('', { rsv2: true, rsv3: true })),
  ...RESERVED.map((opcode) =>
    bad('reserved-opcode', `opcode ${opcode}`, frame({ opcode, payload: 'x' })),
  ),
  bad('unmasked-client-frame', 'no mask', text('x', { masked: false })),
  bad('fragmented-control', 'a ping without FIN', ping('x', HALF)),
  bad('fragmented-control', 'a pong without FIN', pong('x', HALF)),
  bad('fragmented-control', 'a close without FIN', close('', HALF)),
  bad('long-control', 'a ping of 126 octets', ping('x'.repeat(126))),
  bad('long-control', 'a close of 126 octets', close(closing(1000, 'x'.repeat(124)))),
  bad('length-not-minimal', '5 octets in 16 bits', text('hello', { lengthForm: 16 })),
  bad('length-not-minimal', '5 octets in 64 bits', text('hello', { lengthForm: 64 })),
  bad('length-top-bit', '2^63', text('x', { lengthForm: 64, length: 2n ** 63n })),
  bad('continuation-without-start', 'a continuation first', continuation('x')),
  bad('continuation-without-start', 'one after the end', [
    ...[text('x', HALF), continuation('y'), continuation('z')],
  ]),
  bad('interleaved-message', 'text within text', [text('x', HALF), text('y')]),
  bad('interleaved-message', 'octets within text', [text('x', HALF), binary('y', HALF)]),
  bad('message-too-big', 'a frame', binary(Buffer.alloc(1001)), 1009),
  bad(
    'message-too-big',
    'fragments',
    [binary(Buffer.alloc(900), HALF), continuation(Buffer.alloc(101), HALF)],
    1009,
  ),
  bad(
    'message-too-big',
    'a length merely announced',
    text('x', { lengthForm: 64, length: 2n ** 40n }),
    1009,
  ),
  bad('bad-utf8', 'a whole message', text(Buffer.of(0xce, 0xba, 0xff)), UTF8),
  bad('bad-utf8', 'a surrogate', text(Buffer.of(0xed, 0xa0, 0x80)), UTF8),
  bad('bad-utf8', 'half a character at the end', text(KAPPA.subarray(0, 3)), UTF8),
  bad('bad-utf8', 'an unfinished message', text(Buffer.of(0xf4, 0x90), HALF), UTF8),
  bad(
    'bad-utf8',
    'an unfinished frame',
    text(Buffer.of(0xf5), { maskingKey: 0, length: 900, lengthForm: 16 }),
    UTF8,
  ),
  bad(
    'bad-utf8',
    'a character cut by the end',
    [text(KAPPA.subarray(0, 1), HALF), continuation('')],
    UTF8,
  ),
  bad('close-payload-of-one', 'a close of one octet', close('x')),
  bad('bad-close-reason', 'no UTF-8', close(closing(1000, Buffer.of(0xce, 0xba, 0xff))), UTF8),
  ...[0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535].map((code) =>
    bad('bad-close-code', `code ${code}`, close(closing(code))),
  ),
];

describe('a frame that breaks a rule fails the connection: a Close frame, then the end', () => {
  test.each(CASES)('$rule: $what, $code', async ({ rule, code, sent }) => {
    const { server, trace, port } = await listening({ maxMessage: 1000 });
    await using _server = server;
    using raw = await rawClient(port);
    raw.send(...sent, text('never read'));
    const frames = (await raw.untilEnd()).filter((told) => !told.startsWith('1:x'));
    expect(frames).toEqual([`close:${code}`]);
    expect(trace.of('ws-violation')).toMatchObject([{ by: 'peer', rule, code }]);
    raw.peer.socket.end();
    expect(await raw.peer.gone()).toBeUndefined();
  });

  test('what came before it is answered', async () => {
    const { server, port } = await listening();
    await using _server = server;
    using raw = await rawClient(port);
    raw.send(text('one'), ping('two'), frame({ opcode: 3 }), text('three'));
    expect(await raw.untilEnd()).toEqual(['1:one', '10:two', 'close:1002']);
  });

  test('bad UTF-8 is found in the middle of a message that goes on', async () => {
    const { server, port } = await listening();
    await using _server = server;
    using raw = await rawClient(port);
    raw.send(text(KAPPA, HALF), continuation(Buffer.of(0xf4), HALF));
    raw.send(continuation(Buffer.of(0x90), HALF)); // beyond U+10FFFF: the message is not over
    expect(await raw.untilEnd()).toEqual(['close:1007']);
  });

  test('a client of ours refuses masked frames', async () => {
    await using listener = await listenPeer();
    const connecting = connected({ port: listener.port });
    using raw = await rawServer(listener, text('x'));
    const { ws, trace } = await connecting;
    expect(await raw.untilEnd()).toEqual(['close:1002']);
    raw.peer.socket.end();
    expect(await ws.closed).toMatchObject({ code: 1006, clean: false });
    expect(trace.of('ws-violation')).toMatchObject([{ rule: 'masked-server-frame' }]);
  });

  test('octets that do not inflate, and a bomb', async () => {
    const { server, trace, port } = await listening({ deflate: {}, maxMessage: 1000 });
    await using _server = server;
    const offer = { 'Sec-WebSocket-Extensions': 'permessage-deflate' };
    const bomb = await import('node:zlib').then(({ deflateRawSync, constants }) =>
      deflateRawSync(Buffer.alloc(100_000), { finishFlush: constants.Z_SYNC_FLUSH }),
    );
    for (const payload of [Buffer.of(0xff, 0xff, 0xff), bomb.subarray(0, -4)]) {
      using raw = await rawClient(port, offer);
      raw.send(binary(payload, { rsv1: true }));
      await raw.untilEnd();
    }
    const told = trace.of('ws-violation').map(({ rule, code }) => [rule, code]);
    expect(told).toEqual([
      ['bad-compressed-data', 1007],
      ['message-too-big', 1009],
    ]);
  });
});
