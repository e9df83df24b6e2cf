import { now } from '../../event/clock.ts';
import type { DropRule } from '../../lab/impairments.ts';
import type { LabStatus } from '../../lab/messages.ts';
import { duration } from '../../text/quantity.ts';
import type { Text } from '../../text/text.ts';
import { padEnd, width } from '../../view/columns.ts';

/** What a lab is like: each impairment as it is typed, and how many packets it has dropped. */
export function statusLines(status: LabStatus, { lab }: Text, time = now()): string[] {
  const { id, since, impairments, dropped, without } = status;
  const { loss, drop = [], rate, delay } = impairments;
  const rows = [
    ...(loss === undefined ? [] : [[`--loss ${loss}%`, lab.dropped(dropped.loss)]]),
    ...drop.map((rule, i) => [typed(rule), lab.dropped(dropped.drop[i] ?? 0)]),
    ...(rate === undefined ? [] : [[`--rate ${typedRate(rate)}`, '']]),
    ...(delay === undefined ? [] : [[`--delay ${delay}`, '']]),
  ];
  const room = Math.max(...rows.map(([option = '']) => width(option))) + 3;
  const age = duration(Math.max(0, time - since));
  return [
    lab.running({ id, age }),
    ...rows.map(([option = '', told = '']) => `  ${padEnd(option, told ? room : 0)}${told}`),
    ...(rows.length === 0 ? [`  ${lab.unimpaired}`] : []),
    ...(without.length > 0 ? [`  ${lab.noNetem}`] : []),
  ];
}

function typed({ segment, from, count }: DropRule): string {
  const narrowed = [from && `--from ${from}`, count && `--count ${count}`];
  return [`--drop ${segment}`, ...narrowed.filter((part) => part)].join(' ');
}

const UNITS = [
  ['Gbit', 1e9],
  ['Mbit', 1e6],
  ['kbit', 1e3],
] as const;

/** As `--rate` takes it. */
function typedRate(bits: number): string {
  const unit = UNITS.find(([, size]) => bits % size === 0);
  return unit ? `${bits / unit[1]}${unit[0]}` : String(bits);
}
