import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';
import { program } from './tools.ts';

export type Shell = 'bash' | 'zsh' | 'fish';

/** Whether tests of a shell are left out. In CI none is: there an absent shell fails them. */
export function isLeftOut(shell: Shell): boolean {
  const { CI } = process.env;
  return !CI && program(shell).missing !== undefined;
}

/** A name for the tests of a shell, with the reason where they are left out. */
export function titleOf(shell: Shell): string {
  const { missing } = program(shell);
  return missing === undefined ? shell : `${shell} (${missing})`;
}

/** What a shell says of a script that it reads and does not run; empty when it has no complaint. */
export function complaints(shell: Shell, script: string): string {
  const dry = shell === 'fish' ? ['--no-config', '--no-execute'] : ['-n'];
  return inShell(shell, script, (path) => [...dry, path]);
}

/** What bash would offer for the last of some words, each as bash cuts them. */
export function offeredByBash(script: string, ...words: readonly string[]): string[] {
  const asked = `source "$1"; COMP_WORDS=("\${@:2}"); COMP_CWORD=$(($# - 2)); COMP_LINE="\${*:2}"
    _sockets; printf '%s\\0' "\${COMPREPLY[@]}"`;
  const printed = inShell('bash', script, (path) => ['-c', asked, 'bash', path, ...words]);
  return printed.split('\0').slice(0, -1).filter(Boolean);
}

/** What fish would offer at the end of a line: words, each with its description. */
export function offeredByFish(script: string, line: string): Map<string, string> {
  const asked = 'source $argv[1]; complete -C $argv[2]';
  const printed = inShell('fish', script, (path) => ['--no-config', '-c', asked, path, line]);
  const rows = printed.split('\n').filter(Boolean);
  return new Map(rows.map((row) => [row.split('\t')[0] ?? '', row.split('\t')[1] ?? '']));
}

/** Types a line, tabs and all, into a bash that edits lines; the arguments `sockets` then gets. */
export function typedInBash(script: string, line: string): string[] {
  const shown = `sockets() { printf '<GOT'; printf '|%s' "$@"; printf '>\\n'; }`;
  const input = (path: string) => `source ${path}\n${shown}\n${line}\n`;
  const options = ['--norc', '--noprofile', '-i'];
  return argumentsIn(inShell('bash', script, () => options, input));
}

/** What a zsh showed while lines, tabs and all, were typed into it, and the arguments `sockets` got each time. */
export function typedInZsh(
  script: string,
  ...lines: readonly string[]
): readonly { shown: string; args: readonly string[] }[] {
  const driver = (path: string) => ['-f', '-c', ZSH_DRIVER, 'zsh', path, ...lines];
  const shown = stripVTControlCharacters(inShell('zsh', script, driver)).replaceAll('\r', '');
  const parts = shown.split(/(?<=<GOT[^>]*>)/).slice(0, lines.length);
  return parts.map((part) => ({ shown: part, args: argumentsIn(part) }));
}

// zsh completes only in a terminal: one zsh makes it, and another is typed into.
const ZSH_DRIVER = `
zmodload zsh/zpty
zpty -b inner zsh -f -i
say() { local seen; zpty -w inner "$1"; zpty -r inner seen "*$2*"; print -r -- "$seen"; }
say "PS1=; stty cols 200 rows 60; autoload -Uz compinit; compinit -u -D; print REA''DY" READY > /dev/null
say "sockets() { print -r -- '<GOT|'\\\${(j.|.)@}'>' }; source $1; print REA''DY" READY > /dev/null
for line in "\${@[2,-1]}"; do say "$line" '<GOT*>'; done
zpty -d inner
`;

function argumentsIn(shown: string): string[] {
  const [, args] = /<GOT\|([^>]*)>/.exec(shown.slice(shown.lastIndexOf('<GOT'))) ?? [];
  if (args === undefined) throw new Error(`sockets was not run: ${shown}`);
  return args.split('|');
}

/** Runs a shell without anybody's settings, in a folder with a few files, the script beside them. */
function inShell(
  shell: Shell,
  script: string,
  args: (path: string) => readonly string[],
  input: (path: string) => string = () => '',
): string {
  const home = mkdtempSync(join(tmpdir(), 'completion-'));
  try {
    const here = join(home, 'here');
    const path = join(home, `script.${shell}`);
    mkdirSync(here);
    for (const name of ['my notes.txt', 'photo.jpg']) writeFileSync(join(here, name), '');
    writeFileSync(path, script);
    const { PATH } = process.env;
    const env = { PATH, HOME: home, LC_ALL: 'C.UTF-8', TERM: 'xterm' };
    const options = { cwd: here, env, input: input(path), timeout: 15_000 };
    const done = spawnSync(shell, args(path), { ...options, encoding: 'utf8' });
    if (done.error) throw done.error;
    return done.stdout + (shell === 'bash' && input(path) ? '' : done.stderr);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
