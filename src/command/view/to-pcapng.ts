import { SocketsError } from '../../error.ts';
import { PcapngWriter } from '../../pcapng/pcapng.ts';
import { quoted } from '../../view/quoted.ts';
import { type Convert, openOutput } from './conversion.ts';
import type { ViewOutput } from './output.ts';
import { openPasses, type Passes } from './passes.ts';

/** Columns of octets in a packet's comment. */
const COMMENTED = 40;

/** Writes packets for Wireshark: those that were captured, else synthetic ones that say so. The recordings are gone through twice. */
export const toPcapng: Convert = async (job) => {
  const { context, options, aside } = job;
  const { terminal, text, version } = context;
  if (options.output === undefined && terminal.outputIsTerminal) {
    throw new SocketsError('usage', 'not-for-terminal', { format: 'pcapng' });
  }
  const passes = await openPasses(job, 'again');
  const program = `sockets ${version}`;
  const writer = new PcapngWriter({
    program,
    words: text,
    quote: (octets) => quoted(octets, COMMENTED),
  });
  for await (const batch of passes.pass()) for (const event of batch) writer.learn(event);
  using output = openOutput(job);
  for (const octets of writer.begin()) output.octets(octets);
  await writePackets(passes, writer, output);
  passes.tell(aside);
  return passes.written;
};

async function writePackets(
  passes: Passes,
  writer: PcapngWriter,
  output: ViewOutput,
): Promise<void> {
  for await (const batch of passes.pass()) {
    for (const event of batch) for (const octets of writer.packets(event)) output.octets(octets);
    if (output.closed) return;
  }
}
