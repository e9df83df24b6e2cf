import type { HelpText } from '../wording.ts';
import { SCENARIO_NAMES } from '../wording-scenarios.ts';
import { options } from './options.ts';

export const help: HelpText = {
  tagline:
    'See sockets: real conversations over TCP, UDP, Unix paths, TLS and WebSocket, from socket() to close().',
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
    'Exit status: 0 done · 1 this machine (port taken, no permission) · 2 usage · 3 the peer (refused, reset, silent, not trusted) · 130 interrupted',
  seeCommand: 'sockets <command> --help tells more of each.',
  summaries: {
    demo: 'watch a server and a client talk, every step of both',
    'tcp-server': 'listen on a TCP port and watch every connection',
    'tcp-client': 'connect to a TCP port, send and receive',
    'udp-recv': 'receive datagrams on a UDP port, and answer them',
    'udp-send': 'send datagrams, and see which are answered',
    link: 'a bad network on purpose: lose, double and delay datagrams',
    'unix-server': 'listen on a path instead of a port, within this machine',
    'unix-client': 'connect to a path, send and receive',
    'ws-server': 'speak WebSocket on a TCP port, with browsers and programs',
    'ws-client': 'connect to a WebSocket, send and receive messages',
    watch: 'run any program, in any language, and watch its sockets',
    lab: 'a network of your own, without root: lose packets and narrow the link',
    doctor: 'what this machine can show, and what would add the rest',
    explain: 'what a step, state, error or option means',
    completion: 'print a completion script for your shell',
  },
  descriptions: {
    demo: 'A guided run: real sockets talk within this machine, and every step of both ends is shown on one timeline.',
    'tcp-server':
      'Listens on a TCP port, serves whoever connects, and shows every step. In a terminal it takes commands while it runs: /help.',
    'tcp-client':
      'Connects, sends what you type, pipe in or give with --send, and prints what comes back. At the end of input it ends its half (shutdown) and reads on until the peer ends.',
    'udp-recv':
      'Receives datagrams, answers them as --service says, and shows each with its sender. There is no listen and no accept: one socket hears everybody. Also known as udp-server.',
    'udp-send':
      'Sends datagrams: one for each line you type or pipe in, for each --send, or numbered probes with --count. With --wait it looks for replies, and tells in the end what was lost, doubled or out of order.',
    link: 'Receives datagrams on one port and passes them on to another, back and forth, and on the way loses, doubles, delays or changes them as the options say. The same --seed deals out the same fates.',
    'unix-server':
      'Listens on the path of a Unix domain socket and shows every step: the calls are those of TCP, the address is a file, and no packet leaves the kernel. On Linux, @name is an abstract name without a file.',
    'unix-client':
      'Connects to the path of a Unix domain socket; all else is as with tcp-client. On Linux, @name is an abstract name without a file.',
    'ws-server':
      'Speaks WebSocket (RFC 6455) on a TCP port: shows the opening handshake header by header, every frame, and the close. A browser that opens http://localhost with the same port gets a page to connect from. In a terminal it takes commands while it runs, and can send any frame, also a broken one: /help.',
    'ws-client':
      'Connects to a WebSocket. Each line you type or pipe in goes as a text message, and each text message that comes is printed as a line. At the end of input it closes with 1000. In a terminal it takes commands while it runs, and can send any frame, also a broken one: /help.',
    lab: "Runs your shell, or a command, in a private network: loopback and nothing else, every port free, invisible outside, without root (Linux). Packets can be lost and the link be narrow, for any program. All that runs in it ends with it. From a second terminal, 'join' enters it, 'set' changes it, 'status' tells what it has dropped.",
    doctor:
      'Tries what the lanes and the lab need on this machine: programs, permissions, the kernel. Tells what each is for and, where it is missing, the one command that would add it. Nothing is changed, and nothing is left behind. Exit status 1 when no lane but that of the program itself can be had.',
    watch:
      "Runs a program in any language and shows the life of its sockets as the kernel saw it: its system calls by strace, the states and queues by the kernel, the packets by tcpdump where this user may capture. Threads and the processes it starts are followed until the last has ended; then a table tells what became of each socket, and which were never closed. Program and trace do not mix: stdout is the program's own; on a terminal what it prints stands among the steps, behind │; with --json it goes to stderr. Exit status: that of the program, or 128 and the signal that ended it; 127 when there is no such program, 126 when it may not be run. Ctrl-C is for the program. Left out: connections of the C library to the name service cache (nscd).",
    explain:
      'Explains a word the toolkit prints, and says where to read more. Without a word it lists them all.',
    completion:
      'Prints a script that lets your shell complete the commands and options of sockets.',
  },
  arguments: {
    port: 'port to listen on; 0 picks a free one',
    host: 'name or address of the peer',
    peerPort: 'port of the peer',
    watchCommand: 'the program to run, with its arguments, behind two dashes',
    labWhat: `join, set or status; or what to show: ${SCENARIO_NAMES.join(', ')}; without it, a new lab`,
    labCommand: 'what to run in it, behind two dashes; without it, your shell',
    word: 'a step, a TCP state, an error, an option, a service or a word',
    shell: 'bash, zsh or fish',
    what: 'what to show: tcp, udp, unix, tls or ws',
    url: 'where to connect: ws://host:port/path, or wss:// over TLS',
    udpPort: 'port to receive on; 0 picks a free one',
    path: 'path of the socket, such as /tmp/echo.sock; @name is abstract (Linux)',
    kindOfLink: 'what to carry: udp',
    listenEndpoint: 'where senders reach the link: 9001 or 127.0.0.1:9001',
    toEndpoint: 'where it passes datagrams on to: 9000 or 127.0.0.1:9000',
  },
  options,
  captions: {
    demo: [
      'the guided run',
      'what UDP keeps and what it does not, beside TCP',
      'the same echo through a path, measured beside TCP',
      'the same message in plain and under TLS',
      'WebSocket from its first octet: handshake, frames, close',
      'with a sentence under each new step',
      'as JSON Lines, for a program',
    ],
    'tcp-server': [
      'an echo server on port 9000',
      'any free port, a chat for the class',
      'receive one file: data on stdout, the trace on stderr',
      'a slow server: clients wait in a queue of 2',
      'every event kept in a file',
      'TLS with a throw-away certificate',
    ],
    'tcp-client': [
      'type lines, see the answers',
      'send one line and print the answer alone',
      'send a file, keep what comes back',
      'an HTTP request, octet by octet',
      'writes of one octet, 100 ms apart',
      'cut the connection instead of ending it',
      'TLS with a server whose certificate nobody vouches for',
    ],
    'udp-recv': [
      'answer every datagram on port 9000 with itself',
      'hear a multicast group; start it twice, and both hear',
      'take ten datagrams, answer none, stop',
      'hear one sender alone',
    ],
    'udp-send': [
      'one datagram, and its reply within a second',
      'ten numbered probes: what is lost, and how long the others take',
      'one datagram to everybody in this network',
      'ask so that a closed port has to answer',
      'one datagram to all receivers of a multicast group',
    ],
    link: [
      'one datagram in five is lost; with the same seed, the same ones',
      'a slow and restless way, in both directions',
      'doubles and overtaking, only on the way to the server',
    ],
    'unix-server': [
      'an echo server at a path',
      'take the place of a server that has crashed',
      'an abstract name: no file, Linux only',
    ],
    'unix-client': [
      'type lines, see the answers',
      'send one line and print the answer alone',
      'an abstract name: no file, Linux only',
    ],
    'ws-server': [
      'an echo server on port 9000, with a page for browsers',
      'a chat for the class; a ping to everybody each 10 s',
      'answers in frames of three octets, compressed, every bit shown',
      'only at this path, and only for pages of this origin',
      'wss:// with a throw-away certificate',
    ],
    'ws-client': [
      'type lines, see every frame',
      'send one message and print the answer alone',
      'every frame bit by bit, before and after masking',
      'ten messages, and how long their echoes take',
      'a ping, then close with a code and a reason',
      'wss:// with a server whose certificate nobody vouches for',
    ],
    watch: [
      'a server in Python: every socket from its first call to its last',
      'a program written in C',
      'the system calls alone',
      'with every call that moves octets, and the octets',
      'a program in Java; the trace goes to a file, what it prints to the terminal',
      'a process that runs already',
    ],
    lab: [
      'your shell in a network of your own; exit leaves it',
      'one command in it; its exit status is ours',
      'three packets in ten are lost: TCP sends them again',
      "the server's first two answers to a SYN are lost",
      'a second terminal in the same network',
      'while it runs: narrow the link',
      'while it runs: all is well again',
      'every state of TCP, on real sockets',
      'the three segments that open a connection',
      'the congestion window over time, drawn',
    ],
    doctor: ['what works here, and what is missing', 'the same for a program'],
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
