import type { PageText } from '../text/wording-ws.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escaped = (text: string) => text.replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one);

/** The page a WebSocket server shows a browser: one document of ours alone, with nothing from elsewhere, so that it works without a network. */
export function wsPage(words: PageText): string {
  const say = (name: Exclude<keyof PageText, 'language'>) => escaped(words[name]);
  return `<!doctype html>
<html lang="${words.language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${say('title')}</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
form { display: flex; gap: .5rem; flex-wrap: wrap; margin: .5rem 0; }
input { font: inherit; padding: .3rem .5rem; flex: 1; min-width: 8rem; }
input.short { flex: 0 0 5rem; min-width: 0; }
button { font: inherit; padding: .3rem .8rem; }
#log { list-style: none; padding: 0; font-family: ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
#log li { border-top: 1px solid #8885; padding: .2rem 0; }
</style>
<h1>${say('title')}</h1>
<p>${say('lead')}</p>
<p>${say('state')}: <strong id="state"></strong></p>
<form id="opening"><button>${say('connect')}</button></form>
<form id="text"><input aria-label="${say('text')}" value="hello"><button>${say('sendText')}</button></form>
<form id="binary"><input aria-label="${say('binary')}" value="00 01 ff"><button>${say('sendBinary')}</button></form>
<form id="closing"><input class="short" aria-label="${say('code')}" value="1000"><input aria-label="${say('reason')}" value="bye"><button>${say('close')}</button></form>
<p>${say('pings')}</p>
<h2>${say('log')}</h2>
<ol id="log"></ol>
<script>
const words = ${JSON.stringify(words).replaceAll('<', '\\u003c')};
${SCRIPT}
</script>
</html>
`;
}

/** Plain script of the page. What comes is shown as text, never as markup. */
const SCRIPT = `
const byId = (id) => document.getElementById(id);
const states = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'];
let socket;
function show() { byId('state').textContent = socket ? states[socket.readyState] : 'CLOSED'; }
function log(...parts) {
  const line = document.createElement('li');
  line.textContent = parts.join(' ');
  byId('log').prepend(line);
  while (byId('log').children.length > 200) byId('log').lastChild.remove();
  show();
}
const hex = (buffer) => [...new Uint8Array(buffer)].map((octet) => octet.toString(16).padStart(2, '0')).join(' ');
const shown = (data) => (typeof data === 'string' ? JSON.stringify(data) : hex(data));
function connect() {
  if (socket && socket.readyState < 2) return;
  socket = new WebSocket(location.href.replace(/^http/, 'ws'));
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => log(words.opened, socket.protocol, socket.extensions);
  socket.onmessage = ({ data }) => log('◀', words.received, shown(data));
  socket.onclose = ({ code, reason, wasClean }) => log(words.closed, code, reason, wasClean ? '' : '!');
  show();
}
function send(data) {
  if (!socket || socket.readyState !== 1) return;
  socket.send(data);
  log('▶', words.sent, shown(data));
}
function on(id, act) {
  byId(id).addEventListener('submit', (event) => {
    event.preventDefault();
    act(...[...event.target.querySelectorAll('input')].map((input) => input.value));
  });
}
on('opening', connect);
on('text', send);
on('binary', (digits) => send(Uint8Array.from(digits.match(/[0-9a-f]{2}/gi) ?? [], (octet) => parseInt(octet, 16)).buffer));
on('closing', (code, reason) => {
  try { socket?.close(Number(code), reason); } catch (error) { log(String(error)); }
  show();
});
connect();
`;
