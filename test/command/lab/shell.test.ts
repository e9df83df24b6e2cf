import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { labShell } from '../../../src/command/lab/shell.ts';

/** What PS1 is in bash when it is about to show its prompt for the second time. */
function promptOf(
  environment: Readonly<Record<string, string | undefined>>,
  before: string,
): string {
  const script = `PS1='${before}'; eval "$PROMPT_COMMAND"; eval "$PROMPT_COMMAND"; printf %s "$PS1"`;
  const { stdout } = spawnSync('bash', ['--norc', '-c', script], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  return stdout;
}

describe('the shell of a lab', () => {
  test('is that of the user, or sh', () => {
    expect(labShell({ SHELL: '/bin/bash' }).command).toEqual(['/bin/bash']);
    expect(labShell({ SHELL: '/usr/bin/zsh' }).command).toContain('/usr/bin/zsh');
    expect(labShell({}).command).toContain('/bin/sh');
    expect(labShell({ SHELL: '' }).command).toContain('/bin/sh');
  });

  test('has a mark before the prompt that its start-up files have made, once', () => {
    const { environment } = labShell({ SHELL: '/bin/bash' });

    expect(promptOf(environment, 'me$ ')).toBe('(lab) me$ ');
  });

  test('does besides what was to be done before each prompt', () => {
    const once = labShell({ SHELL: '/bin/bash', PROMPT_COMMAND: 'PS1="$PS1!"' }).environment;
    const twice = labShell({ SHELL: '/bin/bash', ...once }).environment;

    expect(promptOf(once, '$')).toBe('(lab) $!!');
    expect(twice).toEqual(once);
  });
});
