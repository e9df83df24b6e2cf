type Environment = Readonly<Record<string, string | undefined>>;

const MARK = '(lab)';

/**
 * The terminal's process group is outside the lab, and has no number in it: shells complain when they cannot hand the terminal back to
 * it. bash does not, and where it controls jobs it gives the shell a group in which it finds the terminal (tcsetpgrp(3)). It keeps no
 * prompt for others.
 */
const IN_A_GROUP = `
command -v bash >/dev/null && exec bash -c 'set -m; PS1=$2 "$1"; exit' bash "$1" "$2"
PS1=$2 exec "$1"
`;

/** A shell and what its environment is to be changed to, so that its prompt says where one is. */
export interface LabShell {
  readonly command: readonly string[];
  readonly environment: Environment;
}

/**
 * The user's shell (SHELL, environ(7)). Its own start-up files make its prompt, and are not ours to touch: bash is told to put the mark
 * before it whenever it is about to show it; others are given a prompt, which their files may replace.
 */
export function labShell({ SHELL, PROMPT_COMMAND }: Environment): LabShell {
  const shell = SHELL || '/bin/sh';
  const name = shell.slice(shell.lastIndexOf('/') + 1);
  if (name === 'bash') {
    const mark = `case $PS1 in *'${MARK}'*) ;; *) PS1='${MARK} '$PS1 ;; esac`;
    const before = PROMPT_COMMAND?.includes(mark) ? [] : [mark];
    const both = [...before, ...(PROMPT_COMMAND ? [PROMPT_COMMAND] : [])];
    return { command: [shell], environment: { PROMPT_COMMAND: both.join('\n') } };
  }
  const prompt = name === 'zsh' ? `${MARK} %m%# ` : `${MARK} $ `;
  return { command: ['sh', '-c', IN_A_GROUP, 'sh', shell, prompt], environment: {} };
}
