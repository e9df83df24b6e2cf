import { startSockets } from '../support/sockets-process.ts';

/** A fenced block of a document that shows a command and what it says: alone, or a server and its client. */
export interface ConsoleBlock {
  readonly kind: 'alone' | 'server' | 'client';
  /** What stands after `$ `. */
  readonly command: string;
  readonly output: string;
  /** The block as it stands in the document. */
  readonly source: string;
}

const BLOCK = /^```console(?: (server|client))?\n\$ (.*)\n([\s\S]*?)^```$/gm;

export function consoleBlocks(markdown: string): ConsoleBlock[] {
  return [...markdown.matchAll(BLOCK)].map(([source, kind, command = '', output = '']) => ({
    kind: kind === 'server' || kind === 'client' ? kind : 'alone',
    command,
    output,
    source,
  }));
}

/** The block with what its command really said. */
export function rewritten({ kind, command }: ConsoleBlock, output: string): string {
  return `\`\`\`console${kind === 'alone' ? '' : ` ${kind}`}\n$ ${command}\n${output}\`\`\``;
}

/** Runs every block's command and gives what each said, in their order. A server is stopped when its client is done. */
export async function outputsOf(blocks: readonly ConsoleBlock[]): Promise<string[]> {
  const outputs: string[] = [];
  for (const [i, block] of blocks.entries()) {
    if (block.kind === 'alone') outputs.push(await outputOf(block.command));
    if (block.kind !== 'server') continue;
    const client = blocks[i + 1];
    if (client?.kind !== 'client') throw new Error('a server block needs a client block after it');
    outputs.push(...(await bothOf(block.command, client.command)));
  }
  return outputs;
}

async function outputOf(command: string): Promise<string> {
  await using program = startSockets(wordsOf(command), { env: ENVIRONMENT });
  program.endInput();
  const { stdout, stderr } = await program.finished();
  return stderr === '' ? stdout.toString() : stderr;
}

async function bothOf(server: string, client: string): Promise<[string, string]> {
  const words = wordsOf(server);
  const documented = words.at(-1) ?? '';
  await using program = startSockets([...words.slice(0, -1), '0'], { env: ENVIRONMENT });
  // Its `port` waits for English; the address it listens on comes first in every language.
  const [, port = ''] = await program.untilError(/127\.0\.0\.1:(\d+)/);
  const said = await outputOf(client.replaceAll(documented, port));
  program.signal('SIGINT');
  const { stderr } = await program.finished();
  const asDocumented = (text: string) => text.replaceAll(port, documented);
  return [asDocumented(stderr), asDocumented(said)];
}

const ENVIRONMENT = { COLUMNS: '80', LC_ALL: 'C.UTF-8', NO_COLOR: '1', TZ: 'UTC' };

/** The words of `npx sockets …` after those two, as a shell would cut them: single quotes and spaces are all that occur. */
function wordsOf(command: string): string[] {
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, bare]) => quoted ?? bare ?? '',
  );
  if (words[0] !== 'npx' || words[1] !== 'sockets')
    throw new Error(`not a sockets command: ${command}`);
  return words.slice(2);
}

/** The lines of an output, rows of one step joined, with what differs from run to run made the same, and in one order. */
export function normalised(output: string): string[] {
  return (
    output
      .replace(/\n {20,}/g, ' ')
      .replace(/^ *\d+\.\d{3}(?:\d{3})?/gm, 'TIME')
      // When TCP acknowledges, alone or together with data, is a matter of microseconds.
      .replace(/^TIME +wire .* ACK .*\n/gm, '')
      .replace(/(?<=^TIME +wire .*\back \d+)(?: \([\d,]+\))?/gm, '')
      .replace(
        /(?<=^TIME +wire .*):[^:"]*(?:acknowledged|확인)(?: after [\d.]+ ..| \([^)]*\))?/gm,
        '',
      )
      .replace(/(?<=seq \d+) \([\d,]+\)/g, '')
      .replace(/(?<=ack )\d+/g, 'N')
      .replace(/(?<=(?:127\.0\.0\.1|0\.0\.0\.0):)\d{4,5}\b/g, 'PORT')
      .replace(/\d+(?:\.\d)? (?:ms|µs|s)\b/g, 'DURATION')
      .replace(/(?<=listens on port \d+);[\s\S]*?\n(?= {2}next)/, '\n')
      .replace(/\s*\(이 컴퓨터에서 수신 대기 중인 곳:[^)]*\)/, '')
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ').replace(/\.$/, ''))
      .toSorted()
  );
}

/** Whether an output shows packets: it does where tcpdump is, and a network of one's own is permitted. */
export function showsPackets(output: string): boolean {
  return /^ *[\d.]+ +wire /m.test(output);
}

/** The same output where packets cannot be seen: the program's own steps, without a column for lanes. */
export function withoutPackets(lines: readonly string[]): string[] {
  return lines
    .filter((line) => !line.startsWith('TIME wire ') && !line.includes('sudo apt install'))
    .map((line) => line.replace(/^TIME app /, 'TIME ').replace(/^ ?(time lane|시간 레인) /, ' $1 '))
    .map((line) => line.replace(/ (lane|레인)(?= (?:socket|소켓))/, ''))
    .toSorted();
}
