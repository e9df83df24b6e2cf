import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { program } from '../support/tools.ts';

export { TSHARK } from '../observe/packet/tshark.ts';

export const CAPINFOS = program('capinfos', 'wireshark-common');

/** Have the checksums looked at: those of packets that were made up are right. */
export const CHECKSUMS = [
  ...['-o', 'ip.check_checksum:TRUE', '-o', 'tcp.check_checksum:TRUE'],
  ...['-o', 'udp.check_checksum:TRUE'],
];

/** What a program says of a capture file, on stdout and on stderr. */
async function run(capture: Uint8Array, command: string, args: (path: string) => string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'pcapng-'));
  try {
    const path = join(folder, 'capture.pcapng');
    await writeFile(path, capture);
    const child = spawn(command, args(path), { stdio: ['ignore', 'pipe', 'pipe'] });
    const said = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    const [stdout, stderr, [status]] = await said;
    return { stdout, stderr: stderr.replace(/^Running as user "root".*\n/gm, ''), status };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** These fields of each packet, several of one name with `|` between. Throws where tshark has anything to say besides. */
export async function fieldsOf<const Names extends readonly string[]>(
  capture: Uint8Array,
  names: Names,
  options: readonly string[] = [],
): Promise<Record<Names[number], string>[]> {
  const fields = names.flatMap((name) => ['-e', name]);
  const shape = ['-n', '-T', 'fields', '-E', 'separator=/t', '-E', 'aggregator=|'];
  const { stdout, stderr, status } = await run(capture, 'tshark', (path) => [
    ...['-r', path, ...shape, ...fields, ...options],
  ]);
  if (stderr !== '' || status !== 0) throw new Error(`tshark: ${status} ${stderr}`);
  const rows = stdout.split('\n').slice(0, -1);
  return rows.map((row) => {
    const values = row.split('\t');
    const named = names.map((name, place) => [name, values[place] ?? '']);
    return Object.fromEntries(named);
  });
}

/** All that tshark warns of, or calls an error. */
export async function warningsOf(
  capture: Uint8Array,
  options: readonly string[] = [],
): Promise<string> {
  const expert = (path: string) => ['-r', path, '-n', '-q', '-z', 'expert,warn', ...options];
  const { stdout, stderr } = await run(capture, 'tshark', expert);
  return `${stdout}${stderr}`.trim();
}

/** What capinfos tells of the file. */
export async function factsOf(capture: Uint8Array): Promise<string> {
  const { stdout, stderr } = await run(capture, 'capinfos', (path) => [path]);
  return stdout + stderr;
}
