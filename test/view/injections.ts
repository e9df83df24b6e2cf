import type { SocketEvent } from '../../src/event/event.ts';

/** What somebody may send, or call a socket, who would rather have a picture do something than be in it. */
export const INJECTIONS: readonly string[] = [
  '</text><script>owned=1</script>',
  '<img src="//elsewhere.example/x" onerror="owned=1">',
  ']]><svg onload="owned=1"><![CDATA[',
  '--><!--?><?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
  '"\'><a href="javascript:owned=1">x</a>',
  '&lt;script&gt; &#60;script&#62; &#x3c; &amp;lt;',
  '%%{init: {"securityLevel": "loose", "theme": "dark"}}%%',
  '%% nothing behind this',
  '---\nconfig:\n  theme: forest\n---',
  'end',
  'x\nend\nlink C1: look @ javascript:owned=1',
  'x; C1->>S1: forged',
  'x #59; C1->>S1: forged #quot; #35;',
  'wrap: x wrap:y nowrap:z',
  '$$\\href{javascript:owned=1}{x}$$',
  '`**x**` _y_ {"type": "database"} @{ "type": "actor" }',
  '\ufb02\u00b0\u00b060\u00b6\u00dfscript\ufb02\u00b0\u00b062\u00b6\u00df',
  'x<br/>y<br>z',
  '\u202egnissem\u202c\u2028\u2029\u0085\u200b\ufeff',
  '\u0000\u0001\u0008\u000b\u001b[31m\u007f\u0099\ud800\ufffe\uffff',
];

const TIME = 1_795_227_355_000_000;

/** A conversation in which both ends say this, and one has it for its name; another is at a path of this name. */
export function conversationOf(words: string): SocketEvent[] {
  const data = new TextEncoder().encode(words);
  const label = words.replace(/[\s\p{C}]/gu, '').slice(0, 64) || 'S1';
  const [client, server] = [
    { host: '127.0.0.1', port: 52_344 },
    { host: '127.0.0.1', port: 9000 },
  ];
  const left = { socket: 'C1', local: client, remote: server } as const;
  const right = { socket: label, local: server, remote: client } as const;
  const octets = { bytes: data.length, data } as const;
  const path = { path: words.slice(0, 100) || '/' } as const;
  return [
    { time: TIME, source: 'app', ...left, type: 'send', ...octets },
    { time: TIME + 1, source: 'app', ...right, type: 'receive', ...octets },
    {
      ...{ time: TIME + 2, source: 'syscall', ...left, type: 'syscall', call: words, process: 1 },
      ...{ arguments: words, error: words },
    },
    { time: TIME + 3, source: 'app', ...right, type: 'error', call: words, code: words },
    {
      ...{ time: TIME + 4, source: 'wire', ...left, type: 'segment', by: 'us', link: 1 },
      ...{ header: new Uint8Array(0), flags: ['PSH', 'ACK'], seq: 1, window: 1, ...octets },
    },
    { time: TIME + 5, source: 'app', socket: 'C2', remote: path, type: 'attempt' },
    { time: TIME + 6, source: 'app', socket: 'C2', remote: path, type: 'send', ...octets },
  ];
}
