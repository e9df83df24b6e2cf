import { Argument } from 'commander';
import type { Define } from './commands.ts';
import { choice } from './parse.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** `sockets completion <shell>` */
export const defineCompletion: Define = (command, context, perform) => {
  const { terminal, text } = context;
  command
    .addArgument(
      new Argument('<shell>', text.help.arguments.shell).argParser(choice('completion', SHELLS)),
    )
    .action((shell: (typeof SHELLS)[number]) =>
      perform(async () => {
        terminal.writeOutputNow(Buffer.from(shell));
        return 0;
      }),
    );
};
