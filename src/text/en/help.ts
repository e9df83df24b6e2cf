import type { HelpText } from '../wording.ts';
import { options } from './options.ts';

export const help: HelpText = {
  tagline: 'See sockets: real TCP conversations, step by step, from socket() to close().',
  titles: {
    'Usage:': 'Usage:',
    'Arguments:': 'Arguments:',
    'Options:': 'Options:',
    'Commands:': 'Commands:',
  },
  defaultValue: (value) => `default: ${value}`,
  choices: (values) => `one of ${values}`,
  examples: 'Examples:',
  exitStatus:
    'Exit status: 0 done · 1 this machine (port taken, no permission) · 2 usage · 3 the peer (refused, reset, silent) · 130 interrupted',
  seeCommand: 'sockets <command> --help tells more of each.',
  summaries: {
    demo: 'watch a server and a client talk, every step of both',
    'tcp-server': 'listen on a TCP port and watch every connection',
    'tcp-client': 'connect to a TCP port, send and receive',
    explain: 'what a step, state, error or option means',
    completion: 'print a completion script for your shell',
  },
  descriptions: {
    demo: 'A guided run: a real server and a real client talk over loopback, and every step of both ends is shown on one timeline.',
    'tcp-server':
      'Listens on a TCP port, serves whoever connects, and shows every step. In a terminal it takes commands while it runs: /help.',
    'tcp-client':
      'Connects, sends what you type, pipe in or give with --send, and prints what comes back. At the end of input it ends its half (shutdown) and reads on until the peer ends.',
    explain:
      'Explains a word the toolkit prints, and says where to read more. Without a word it lists them all.',
    completion:
      'Prints a script that lets your shell complete the commands and options of sockets.',
  },
  arguments: {
    port: 'port to listen on; 0 picks a free one',
    host: 'name or address of the peer',
    peerPort: 'port of the peer',
    word: 'a step, a TCP state, an errno, an option, a service or a word',
    shell: 'bash, zsh or fish',
    what: 'what to show: tcp',
  },
  options,
  captions: {
    demo: ['the guided run', 'with a sentence under each new step', 'as JSON Lines, for a program'],
    'tcp-server': [
      'an echo server on port 9000',
      'any free port, a chat for the class',
      'receive one file: data on stdout, the trace on stderr',
      'a slow server: clients wait in a queue of 2',
      'every event kept in a file',
    ],
    'tcp-client': [
      'type lines, see the answers',
      'send one line and print the answer alone',
      'send a file, keep what comes back',
      'an HTTP request, octet by octet',
      'writes of one octet, 100 ms apart',
      'cut the connection instead of ending it',
    ],
    explain: ['what accept is', 'a TCP state', 'an error', 'all words'],
    completion: ['in ~/.bashrc', 'in ~/.zshrc', 'for fish'],
  },
  kinds: {
    step: 'Steps',
    state: 'TCP states',
    errno: 'Errors',
    option: 'Socket options',
    service: 'Services',
    word: 'Words',
  },
  explainMore: 'Read more:',
};
