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
  'udp-recv': async () => (await import('./udp-recv.ts')).defineUdpRecv,
  'udp-send': async () => (await import('./udp-send.ts')).defineUdpSend,
  link: async () => (await import('./link.ts')).defineLink,
  'unix-server': async () => (await import('./unix-server.ts')).defineUnixServer,
  'unix-client': async () => (await import('./unix-client.ts')).defineUnixClient,
  'ws-server': async () => (await import('./ws-server.ts')).defineWsServer,
  'ws-client': async () => (await import('./ws-client.ts')).defineWsClient,
  watch: async () => (await import('./watch.ts')).defineWatch,
  lab: async () => (await import('./lab.ts')).defineLab,
  view: async () => (await import('./view.ts')).defineView,
  diff: async () => (await import('./diff.ts')).defineDiff,
  doctor: async () => (await import('./doctor.ts')).defineDoctor,
  explain: async () => (await import('./explain.ts')).defineExplain,
  completion: async () => (await import('./completion.ts')).defineCompletion,
};

/** The command lines its help shows, in the order of their captions. */
export const EXAMPLES: Readonly<Record<CommandName, readonly string[]>> = {
  demo: [
    'sockets demo',
    'sockets demo udp',
    'sockets demo unix',
    'sockets demo tls',
    'sockets demo ws',
    'sockets demo --explain',
    'sockets demo --json',
  ],
  'tcp-server': [
    'sockets tcp-server',
    'sockets tcp-server 0 --service chat',
    'sockets tcp-server 9000 --service pipe --once > received.bin',
    'sockets tcp-server 9000 --pause-accept --backlog 2',
    'sockets tcp-server 9000 --record trace.jsonl',
    'sockets tcp-server 9443 --tls',
  ],
  'tcp-client': [
    'sockets tcp-client localhost 9000',
    "sockets tcp-client localhost 9000 --send 'hello\\n' --quiet",
    'sockets tcp-client localhost 9000 --send-file photo.jpg > copy.jpg',
    "sockets tcp-client localhost 8080 --send 'GET / HTTP/1.0\\r\\n\\r\\n' --hex",
    'sockets tcp-client localhost 9000 --send hello --write-size 1 --pause 100',
    'sockets tcp-client localhost 9000 --send hello --reset',
    'sockets tcp-client localhost 9443 --tls --insecure',
  ],
  'udp-recv': [
    'sockets udp-recv 9000 --service echo',
    'sockets udp-recv 9000 --multicast 239.1.2.3 --interface 127.0.0.1 --reuse',
    'sockets udp-recv 9000 --count 10',
    'sockets udp-recv 9000 --connect 127.0.0.1:9001',
  ],
  'udp-send': [
    'sockets udp-send localhost 9000 --send hello --wait 1000',
    'sockets udp-send localhost 9000 --count 10 --interval 100 --wait 1000',
    'sockets udp-send 255.255.255.255 9000 --broadcast --send hello',
    'sockets udp-send localhost 9000 --connected --send hello --wait 1000',
    'sockets udp-send 239.1.2.3 9000 --interface 127.0.0.1 --send hello',
  ],
  link: [
    'sockets link udp 9001 9000 --drop 20% --seed 7',
    'sockets link udp 9001 9000 --delay 80±20',
    'sockets link udp 9001 9000 --duplicate 5% --reorder 5% --direction there',
  ],
  'unix-server': [
    'sockets unix-server /tmp/echo.sock',
    'sockets unix-server /tmp/echo.sock --unlink',
    'sockets unix-server @echo',
  ],
  'unix-client': [
    'sockets unix-client /tmp/echo.sock',
    "sockets unix-client /tmp/echo.sock --send 'hello\\n' --quiet",
    'sockets unix-client @echo',
  ],
  'ws-server': [
    'sockets ws-server',
    'sockets ws-server 9000 --service chat --ping-interval 10',
    'sockets ws-server 9000 --fragment 3 --compress --hex',
    'sockets ws-server 9000 --path /chat --origin https://course.example',
    'sockets ws-server 9443 --tls',
  ],
  'ws-client': [
    'sockets ws-client ws://localhost:9000',
    'sockets ws-client ws://localhost:9000 --send hello --quiet',
    'sockets ws-client ws://localhost:9000 --send hello --hex',
    'sockets ws-client ws://localhost:9000 --count 10 --interval 100',
    "sockets ws-client ws://localhost:9000 --ping there --close '4000 enough'",
    'sockets ws-client wss://localhost:9443 --insecure',
  ],
  watch: [
    'sockets watch -- python3 server.py',
    'sockets watch -- ./server 9000',
    'sockets watch --lanes syscall -- node server.js',
    'sockets watch --syscalls all --hex -- curl -s http://localhost:8080/',
    'sockets watch --json -- java Server > trace.jsonl',
    'sockets watch --pid 4242',
  ],
  lab: [
    'sockets lab',
    'sockets lab -- python3 server.py',
    'sockets lab --loss 30%',
    'sockets lab --drop syn-ack --count 2',
    'sockets lab join',
    'sockets lab set --rate 64kbit',
    'sockets lab set --clear',
    'sockets lab states',
    'sockets lab handshake --explain',
    'sockets lab congestion --rate 2mbit',
  ],
  view: [
    'sockets view run.jsonl',
    'sockets view run.jsonl --view ladder',
    'sockets view run.jsonl --step',
    'sockets view run.jsonl --speed 0.5',
    'sockets view run.jsonl --socket C1 --lanes wire',
    'sockets view run.jsonl -o run.svg',
    'sockets view run.jsonl -o run.pcapng',
    'sockets view --follow server.jsonl client.jsonl',
    'sockets view run.jsonl --check',
  ],
  diff: [
    'sockets diff teacher.jsonl student.jsonl',
    'sockets diff teacher.jsonl student.jsonl --no-data',
    'sockets diff run.jsonl again.jsonl --lanes wire',
    'sockets diff run.jsonl again.jsonl --kind shutdown,reset,close',
  ],
  doctor: ['sockets doctor', 'sockets doctor --json'],
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
