import { readLiteralRow } from '../../observe/kernel/literal-row.ts';
import { isMissing, startTool } from '../../observe/tool.ts';
import { makeService } from '../../stream/services.ts';
import { listenTcp } from '../../tcp/listen.ts';
import type { Scene } from './scene.ts';

/** What became of binding a port again while a TIME-WAIT has it. */
export interface Restarted {
  /** With SO_REUSEADDR, as Node always does. */
  readonly reused: boolean;
  /** Without it: which program tried, and whether the kernel refused. `undefined`: there is none that could try. */
  readonly plain: { readonly program: string; readonly refused: boolean } | undefined;
}

/** Programs that bind a port without SO_REUSEADDR, which Node cannot: the port comes as an argument. */
const PROGRAMS = [
  {
    program: 'python3',
    args: ['-c', 'import socket, sys; socket.socket().bind(("127.0.0.1", int(sys.argv[1])))'],
  },
  {
    program: 'perl',
    args: [
      '-MSocket',
      '-e',
      'socket(S, PF_INET, SOCK_STREAM, 0); bind(S, sockaddr_in($ARGV[0], INADDR_LOOPBACK)) or die "$!\\n"',
    ],
  },
] as const;

/** Binds the port of a server that has just ended: without SO_REUSEADDR, and with it (socket(7)). */
export async function restartOn(scene: Scene, port: number): Promise<Restarted> {
  const { stage, words } = scene;
  const { labels, emit } = stage;
  stage.chapter(words.states.plainBind);
  const plain = await bindPlainly(port);
  stage.show([`  ${plain ? words.states.plain({ ...plain, port }) : words.states.noProgram}`]);

  stage.chapter(words.states.reuse);
  await using server = await listenTcp({ port, labels, serve: makeService('discard') }, emit);
  const row = await readLiteralRow(server.address, undefined);
  stage.show(row ? [`  ${row.line}`] : []);
  await server.close();
  return { reused: true, plain: plain && { program: plain.program, refused: plain.refused } };
}

async function bindPlainly(
  port: number,
): Promise<{ program: string; refused: boolean; said: string } | undefined> {
  for (const { program, args } of PROGRAMS) {
    const tool = startTool(program, [...args, String(port)]);
    tool.output.resume();
    const end = await tool.ended;
    if (isMissing(end)) continue;
    const said = end.said.split('\n').at(-1) ?? '';
    return { program, refused: /already in use/.test(said), said };
  }
  return undefined;
}
