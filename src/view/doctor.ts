import type { Text } from '../text/text.ts';
import type { DoctorItem, DoctorReason } from '../text/wording-doctor.ts';
import { padEnd, width, wrap } from './columns.ts';
import type { Style } from './style.ts';
import { visibleText } from './visible.ts';

/** One thing that was looked for. */
export interface DoctorFinding {
  readonly name: DoctorItem;
  readonly works: boolean;
  readonly why?: DoctorReason | 'setting';
  readonly setting?: string;
  readonly said?: string;
  readonly remedy?: string;
}

/** What was found on a machine, and what can be done with it. */
export interface Found {
  readonly node: string;
  readonly found: readonly DoctorFinding[];
  readonly possible: {
    /** Each lane, and where it can be watched. */
    readonly lanes: Readonly<Record<string, 'here' | 'lab' | 'nowhere'>>;
    readonly commands: Readonly<Record<string, boolean>>;
  };
}

/** How it is to be shown. */
export interface DoctorLook {
  readonly text: Text;
  readonly style: Style;
  readonly columns: number;
}

/** Programs and files are called the same in every language. */
const NAMES = {
  node: 'Node',
  strace: 'strace',
  tcpdump: 'tcpdump',
  tables: '/proc/net/tcp',
  ss: 'ss',
  trace: 'tracefs',
  nft: 'nft',
  tbf: 'tc tbf',
  netem: 'tc netem',
} as const;

const MARK = 2;
const GAP = 2;
/** Where a reason and a command stand, beneath their item. */
const BENEATH = ' '.repeat(6);
/** Below this many columns for what something is for, it stands beneath its name. */
const LEAST = 24;

/** What this machine allows, a line for each thing; of what is missing the reason, and the one command that would add it. */
export function doctorLines({ node, found, possible }: Found, look: DoctorLook): string[] {
  const { text, columns } = look;
  const names: Readonly<Record<DoctorItem, string>> = {
    ...NAMES,
    ...text.doctor.names,
    node: `${NAMES.node} ${node}`,
  };
  const widest = Math.max(...found.map(({ name }) => width(names[name])));
  const items = found.flatMap((finding) => [
    ...itemLines(finding, padEnd(names[finding.name], widest), look),
    ...(finding.works ? [] : remedyLines(finding, look)),
  ]);
  const { lanes, commands } = text.doctor;
  const at = (wanted: string) =>
    Object.entries(possible.lanes).flatMap(([lane, place]) => (place === wanted ? [lane] : []));
  const last = [
    lanes({ here: at('here'), inLab: at('lab') }),
    commands(withoutOptions(possible.commands)),
  ];
  return [...items, '', ...last.flatMap((line) => wrap(line, columns))];
}

/** The commands that do not work; of those, none of their options. */
function withoutOptions(commands: Found['possible']['commands']): string[] {
  const not = Object.keys(commands).filter((one) => commands[one] === false);
  return not.filter((one) => !not.some((other) => one.startsWith(`${other} `)));
}

function itemLines(
  { name, works }: DoctorFinding,
  title: string,
  { text, style, columns }: DoctorLook,
): string[] {
  const mark = works ? '✓' : style.bad('✗');
  const use = text.doctor.uses[name];
  const indent = MARK + width(title) + GAP;
  if (columns - indent < LEAST) {
    const beneath = wrap(use, Math.max(1, columns - BENEATH.length));
    return [`${mark} ${style.strong(title.trimEnd())}`, ...beneath.map((row) => BENEATH + row)];
  }
  const [first = '', ...rest] = wrap(use, columns - indent);
  return [
    `${mark} ${style.strong(title)}${' '.repeat(GAP)}${first}`,
    ...rest.map((row) => ' '.repeat(indent) + row),
  ];
}

/** A command stays on one line, so that it can be copied. */
function remedyLines(finding: DoctorFinding, { text, style, columns }: DoctorLook): string[] {
  const { why = 'failed', setting = '', said = '', remedy } = finding;
  const { doctor } = text;
  const reason = why === 'setting' ? doctor.setting(setting) : doctor.reasons[why];
  const whole = said === '' ? reason : `${reason}: ${visibleText(said)}`;
  return [
    ...wrap(whole, Math.max(1, columns - BENEATH.length)).map((row) => BENEATH + style.bad(row)),
    ...(remedy === undefined ? [] : [BENEATH + style.strong(`$ ${remedy}`)]),
  ];
}
