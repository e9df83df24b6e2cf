import type { WantedValue } from '../../error.ts';
import { grouped } from '../quantity.ts';
import type { Text } from '../text.ts';

const did = (suggestion: string | undefined, otherwise: string) =>
  suggestion ? `Did you mean ${suggestion}?` : otherwise;

/** What an option of its own notation takes, and an example. */
const WANTED: Readonly<Record<WantedValue, readonly [why: string, example: string]>> = {
  percentage: ['It takes a percentage from 0% to 100%.', '10%'],
  rate: ['It takes bits per second: a number, or one with kbit or Mbit behind it.', '64kbit'],
  delay: ['It takes milliseconds, and perhaps how far they vary: 50 is also 50±0.', '80±20'],
  'multicast-group': [
    'IPv4 groups are the addresses from 224.0.0.0 to 239.255.255.255; those of IPv6 begin with ff.',
    '239.1.2.3',
  ],
  endpoint: [
    'It takes a port, or an address and a port; an IPv6 address stands in brackets.',
    '127.0.0.1:9000',
  ],
  interface: [
    'It takes an interface of this machine: its name, or one of its addresses.',
    '127.0.0.1',
  ],
  header: [
    'It takes a name, a colon and a value on one line; what the handshake itself sends cannot be sent twice.',
    'Cookie: room=7',
  ],
  frame: [
    'It takes a broken frame (wrong-mask, reserved-bit, reserved-opcode, fragmented-ping, long-ping, long-form, continuation, bad-utf8, bad-close), or fields and what the frame carries: opcode, fin, rsv, mask, form (7, 16 or 64), hex.',
    'opcode=text fin=0 rsv=4 mask=1 hello',
  ],
  ping: ['A control frame carries 125 octets at the most.', 'hello'],
  'status-code': ['It takes a number, and perhaps a reason behind it.', '1000'],
  speed: ['It takes how many times as fast as it was: a number from 0.001 to 1000000.', '0.5'],
  subprotocol: ['It takes a name without spaces or commas, and each name once.', 'chat'],
};

const lanesIn = ({ lanes }: { readonly lanes: readonly string[] }) =>
  lanes.length > 0 ? lanes.join(', ') : 'none, for it has no events';

/** What was typed wrong. */
export const usageErrors = {
  'unknown-option': ({ option, suggestion }) => ({
    what: `There is no option ${option}.`,
    why: 'This command does not know it.',
    next: did(suggestion, 'The option --help lists them all.'),
  }),
  'unknown-command': ({ name, suggestion }) => ({
    what: `There is no command ${name}.`,
    why: 'sockets does not know it.',
    next: did(suggestion, 'List them: sockets --help'),
  }),
  'missing-argument': ({ name }) => ({
    what: `<${name}> is missing.`,
    why: 'The command cannot do without it.',
    next: 'The option --help shows how to write it.',
  }),
  'missing-option-value': ({ option }) => ({
    what: `${option} needs a value.`,
    why: 'Nothing came after it.',
    next: 'The option --help shows what it takes.',
  }),
  'too-many-arguments': ({ expected, given }) => ({
    what: `Too many arguments: ${given}, where ${expected} can be.`,
    why: 'The command would not know what to do with the rest.',
    next: 'Put text with spaces in quotes; --help shows the arguments.',
  }),
  'conflicting-options': ({ one, other }) => ({
    what: `${one} and ${other} exclude each other.`,
    why: 'Only one of them can be done.',
    next: 'Leave one out.',
  }),
  'not-a-port': ({ value }) => ({
    what: `'${value}' is not a port.`,
    why: 'A port is a whole number from 0 to 65535; 0 asks a server for any free one.',
    next: 'For example 9000.',
  }),
  'not-a-number': ({ option, value, least, most }) => ({
    what: `${option} cannot be '${value}'.`,
    why: `It takes a whole number from ${grouped(least)} to ${grouped(most)}.`,
    next: `For example ${option} ${Math.max(least, 1)}.`,
  }),
  'not-a-duration': ({ option, value }) => ({
    what: `${option} cannot be '${value}'.`,
    why: 'It takes a time: a number, or a number with ms, s or m behind it.',
    next: `For example ${option} 5s.`,
  }),
  'not-a-choice': ({ option, value, choices }) => ({
    what: `${option} cannot be '${value}'.`,
    why: `It is one of: ${choices.join(', ')}.`,
    next: `For example ${option} ${choices[0] ?? ''}.`,
  }),
  'bad-value': ({ option, value, wanted }) => ({
    what: `${option} cannot be '${value}'.`,
    why: WANTED[wanted][0],
    next: `For example ${option} ${WANTED[wanted][1]}.`,
  }),
  'option-needs': ({ option, needs }) => ({
    what: `${option} needs ${needs} beside it.`,
    why: 'Alone it has no meaning.',
    next: `Add ${needs}, or leave ${option} out.`,
  }),
  'not-for-terminal': ({ format }) => ({
    what: `${format} is not for a terminal.`,
    why: 'It is octets, not text.',
    next: `Write it to a file: --output run.${format}`,
  }),
  'needs-terminal': ({ option }) => ({
    what: `${option} needs a terminal.`,
    why: 'It reads keys from standard input and draws on standard output; one of them is a file or a pipe.',
    next: `Leave ${option} out, or run it in a terminal without > and |.`,
  }),
  'nothing-to-compare': ({ reference, other }) => ({
    what: `${reference.path} and ${other.path} have nothing in common to compare.`,
    why: `The lanes of the first: ${lanesIn(reference)}; of the second: ${lanesIn(other)}.`,
    next: 'Record both in the same way, or choose with --lanes what both have.',
  }),
  'recording-too-long': ({ path, events }) => ({
    what: `${path} is too long for this: more than ${grouped(events)} events.`,
    why: 'All of it would have to be in memory at once.',
    next: "Take a part of it first: 'sockets view' with --socket, --lanes, --kind, --from or --until, and -o part.jsonl.",
  }),
  'not-hex': ({ value }) => ({
    what: `'${value}' is not hexadecimal.`,
    why: 'Octets are pairs of the digits 0-9 and a-f.',
    next: "For example '68 65 6c 6c 6f 0a'.",
  }),
  'bad-escape': ({ value, at }) => ({
    what: `${at} in ${value} means nothing.`,
    why: 'After a backslash comes one of n r t 0 e \\ " or xNN or u{...}.',
    next: "For example 'hello\\n', or \\\\ for a backslash.",
  }),
  'unknown-word': ({ word, suggestion }) => ({
    what: `No explanation for ${word}.`,
    why: 'It is not a word the toolkit prints.',
    next: did(suggestion, 'List them all: sockets explain'),
  }),
} satisfies Partial<Text['errors']>;
