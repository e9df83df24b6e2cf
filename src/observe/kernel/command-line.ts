import { basename } from 'node:path';

/** Characters of a command that are shown at most. */
const LONGEST = 60;

/**
 * The program and its arguments up to the first that is no option, folders left out: `node server.js`, `python3 -m http.server`.
 * `cmdline` is the text of /proc/[pid]/cmdline, NUL after each argument (proc_pid_cmdline(5)). A process chooses it for itself, so it comes
 * back printable and at most 60 characters long; empty when nothing is left.
 */
export function shortCommand(cmdline: string): string {
  const [program = '', ...given] = cmdline.split('\0').filter(Boolean);
  const first = given.findIndex((argument) => !argument.startsWith('-'));
  const shown = first < 0 ? given : given.slice(0, first + 1);
  // A title a server has written over its arguments (`nginx: master process /usr/sbin/nginx`) is no path.
  const name = program.includes(': ') ? program : basename(program);
  return cut(printable([name, ...shown.map(withoutFolder)].join(' ')));
}

function withoutFolder(argument: string): string {
  return argument.startsWith('/') ? basename(argument) : argument;
}

/** What could move the cursor, turn the writing direction or hide becomes `?`; a line break is a space. */
function printable(text: string): string {
  return text
    .replace(/[\s\p{Z}]+/gu, ' ')
    .trim()
    .replace(/[\p{C}\p{Default_Ignorable_Code_Point}]/gu, '?');
}

/** By code points, so that no character is halved. */
function cut(text: string): string {
  const points = [...text];
  return points.length > LONGEST ? `${points.slice(0, LONGEST - 1).join('')}…` : text;
}
