import type { Command } from 'commander';
import type { CommandName } from '../text/wording.ts';
import type { Action, Context } from './context.ts';

/** Adds a command's arguments, options and examples, and hands its work to `perform` when it is the one typed. */
export type Define = (
  command: Command,
  context: Context,
  perform: (action: Action) => void,
) => void;

/** Every command, loaded when it is wanted: `--help` need not wait for all of them. */
export const COMMANDS: Readonly<Record<CommandName, () => Promise<Define>>> = {
  demo: async () => (await import('./demo.ts')).defineDemo,
  'tcp-server': async () => (await import('./tcp-server.ts')).defineTcpServer,
  'tcp-client': async () => (await import('./tcp-client.ts')).defineTcpClient,
  explain: async () => (await import('./explain.ts')).defineExplain,
  completion: async () => (await import('./completion.ts')).defineCompletion,
};

/** The command lines its help shows, in the order of their captions. */
export const EXAMPLES: Readonly<Record<CommandName, readonly string[]>> = {
  demo: ['sockets demo', 'sockets demo --explain', 'sockets demo --json'],
  'tcp-server': [
    'sockets tcp-server',
    'sockets tcp-server 0 --service chat',
    'sockets tcp-server 9000 --service pipe --once > received.bin',
    'sockets tcp-server 9000 --pause-accept --backlog 2',
    'sockets tcp-server 9000 --record trace.jsonl',
  ],
  'tcp-client': [
    'sockets tcp-client localhost 9000',
    "sockets tcp-client localhost 9000 --send 'hello\\n' --quiet",
    'sockets tcp-client localhost 9000 --send-file photo.jpg > copy.jpg',
    "sockets tcp-client localhost 8080 --send 'GET / HTTP/1.0\\r\\n\\r\\n' --hex",
    'sockets tcp-client localhost 9000 --send hello --write-size 1 --pause 100',
    'sockets tcp-client localhost 9000 --send hello --reset',
  ],
  explain: [
    'sockets explain accept',
    'sockets explain TIME-WAIT',
    'sockets explain ECONNREFUSED',
    'sockets explain',
  ],
  completion: [
    'source <(sockets completion bash)',
    'source <(sockets completion zsh)',
    'sockets completion fish > ~/.config/fish/completions/sockets.fish',
  ],
};
