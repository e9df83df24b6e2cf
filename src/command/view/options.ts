import { extname } from 'node:path';
import { SocketsError } from '../../error.ts';
import type { Source } from '../../event/event.ts';
import type { ViewName } from '../../view/trace-view.ts';
import type { SharedOptions } from '../shared-options.ts';

/** What a recording can be written as. */
export const FORMATS = [
  'text',
  'ladder',
  'json',
  'mermaid',
  'svg',
  'html',
  'pcapng',
  'csv',
] as const;
export type Format = (typeof FORMATS)[number];

/** The formats that a file's extension asks for. */
const EXTENSIONS: Readonly<Record<string, Format>> = {
  '.txt': 'text',
  '.json': 'json',
  '.jsonl': 'json',
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
  '.svg': 'svg',
  '.html': 'html',
  '.htm': 'html',
  '.pcapng': 'pcapng',
  '.pcap': 'pcapng',
  '.csv': 'csv',
};

/** The options of `sockets view`. Times in ms. */
export interface ViewOptions extends Pick<SharedOptions, 'explain' | 'hex' | 'time' | 'color'> {
  readonly view?: ViewName;
  readonly to?: Format;
  readonly output?: string;
  readonly check?: true;
  readonly follow?: true;
  readonly step?: true;
  readonly speed?: number;
  readonly socket?: readonly string[];
  readonly lanes?: readonly Source[];
  readonly kind?: readonly string[];
  readonly search?: string;
  readonly from?: number;
  readonly until?: number;
}

/** What is to be done with the recordings. */
export type Task = 'show' | 'convert' | 'check' | 'follow' | 'step' | 'replay';

/** The ways to look that exclude each other, and with which other options each is of no use. */
const WAYS = {
  check: ['view', 'output', 'explain', 'hex'],
  follow: ['output'],
  step: ['output'],
  speed: ['output'],
  to: ['view'],
} as const satisfies Partial<Record<keyof ViewOptions, readonly (keyof ViewOptions)[]>>;
type Way = keyof typeof WAYS;

const TASKS: Readonly<Record<Way, Task>> = {
  check: 'check',
  follow: 'follow',
  step: 'step',
  speed: 'replay',
  to: 'convert',
};

/** What the options ask for. Throws `conflicting-options`. */
export function taskOf(options: ViewOptions): Task {
  const isAsked = (way: Way) => options[way] !== undefined;
  const ways: readonly Way[] = ['check', 'follow', 'step', 'speed', 'to'];
  const [way, another] = ways.filter(isAsked);
  const isFile = options.output !== undefined || options.view === 'json';
  if (way === undefined) return isFile ? 'convert' : 'show';
  const others: readonly (keyof ViewOptions)[] = WAYS[way];
  const useless = another ?? others.find((name) => options[name] !== undefined);
  if (useless !== undefined) throw conflicting(`--${way}`, `--${useless}`);
  if (options.view === 'json' && way !== 'follow') throw conflicting(`--${way}`, '--view json');
  return TASKS[way];
}

/** The format that is asked for, by its name, by the view, or by the extension of the file. */
export function formatOf({ to, view, output = '' }: ViewOptions): Format | 'bytes' {
  return to ?? view ?? EXTENSIONS[extname(output).toLowerCase()] ?? 'text';
}

/** Says that two options exclude each other. */
export function conflicting(one: string, other: string): SocketsError {
  return new SocketsError('usage', 'conflicting-options', { one, other });
}
