import { SocketsError } from '../error.ts';
import { isMissing, startTool, type ToolEnd } from '../observe/tool.ts';

/** The Debian package each program comes with. */
const PACKAGES = {
  unshare: 'util-linux',
  ip: 'iproute2',
  tc: 'iproute2',
  nft: 'nftables',
  tcpdump: 'tcpdump',
} as const;
/** Programs that a lab uses. */
export type LabTool = keyof typeof PACKAGES;

/** That a program is not installed. */
export function missingTool(tool: LabTool): SocketsError<'tool-missing'> {
  return new SocketsError('system', 'tool-missing', { tool, package: PACKAGES[tool] });
}

/** That a program refused, with the line that says why: nft(8) shows beneath it where, others say it last. */
export function failedTool(tool: string, { said, status }: ToolEnd): SocketsError<'tool-failed'> {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  return new SocketsError('system', 'tool-failed', {
    tool,
    said: (lines.find((line) => /error/i.test(line)) ?? lines.at(-1))?.trim() ?? `status ${status}`,
  });
}

/** Octets of a program's output that are kept. */
const MOST_OUTPUT = 256 * 1024;

/** Runs a program to its end, and gives what it wrote. Throws `tool-missing`, `tool-failed`. */
export async function runTool(tool: LabTool, args: readonly string[]): Promise<string> {
  const running = startTool(tool, args);
  let output = '';
  running.output.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-MOST_OUTPUT);
  });
  const end = await running.ended;
  if (isMissing(end)) throw missingTool(tool);
  if (end.status !== 0) throw failedTool(tool, end);
  return output;
}
