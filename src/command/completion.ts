import { Argument } from 'commander';
import { TERMS } from '../text/terms.ts';
import type { Text } from '../text/text.ts';
import type { Define } from './commands.ts';
import { bashScript } from './completion/bash.ts';
import { describeProgram } from './completion/describe-program.ts';
import { fishScript } from './completion/fish.ts';
import type { CompletedWord, CompletionTree } from './completion/tree.ts';
import { zshScript } from './completion/zsh.ts';
import { choice } from './parse.ts';
import { addCommonOptions } from './shared-options.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

const SCRIPTS: Readonly<Record<Shell, (tree: CompletionTree) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** `sockets completion <shell>`: tells of every command, so the whole program is to be defined. */
export const defineCompletion: Define = (command, context, perform) => {
  const { terminal, text } = context;
  command.addArgument(
    new Argument('<shell>', text.help.arguments.shell)
      .choices([...SHELLS])
      .argParser(choice('completion', SHELLS)),
  );
  addCommonOptions(command, text).action((shell: Shell) =>
    perform(async () => {
      const suggestions = { explain: explainedWords(text) };
      const tree = describeProgram(command.parent ?? command, suggestions);
      terminal.writeOutputNow(Buffer.from(SCRIPTS[shell](tree)));
      return 0;
    }),
  );
};

/** Every word of `sockets explain`, with what sort of word it is. */
function explainedWords({ help }: Text): CompletedWord[] {
  return Object.entries(TERMS).map(([text, { kind }]) => ({ text, description: help.kinds[kind] }));
}
