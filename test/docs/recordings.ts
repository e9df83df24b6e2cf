import { fileURLToPath } from 'node:url';
import { runSockets } from '../support/sockets-process.ts';

/** Where the recordings are, and their pictures. */
export const FOLDER = fileURLToPath(new URL('../../examples/09-recordings/', import.meta.url));

/** Each recording, and the command that makes it. */
export const RECORDINGS: Readonly<Record<string, readonly string[]>> = {
  'npm-start': ['demo', 'tcp'],
  retransmission: ['lab', 'retransmission'],
  udp: ['demo', 'udp'],
};

/** The pictures of a recording, by the ends of their files' names. */
export const PICTURES = {
  txt: ['--to', 'ladder'],
  mmd: ['--to', 'mermaid'],
  svg: ['--to', 'svg'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type PictureName = keyof typeof PICTURES;

/** What `sockets view` makes of a recording today. */
export async function pictureOf(name: string, picture: PictureName): Promise<Buffer> {
  const { stdout, stderr, status } = await runSockets(
    ['view', `${FOLDER}${name}.jsonl`, ...PICTURES[picture]],
    { env: { COLUMNS: '80', LC_ALL: 'C.UTF-8', NO_COLOR: '1' } },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
