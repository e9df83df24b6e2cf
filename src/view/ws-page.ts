import type { PageText } from '../text/wording-ws.ts';
import { htmlText, scriptLiteral } from './html.ts';

/**
 * The page a WebSocket server shows a browser: one document of ours alone, with nothing from elsewhere, so that it works without a network.
 * `path`: what the server accepts clients on.
 */
export function wsPage(words: PageText, path = '/'): string {
  const say = (name: Exclude<keyof PageText, 'language'>) => htmlText(words[name]);
  const field = (name: 'address' | 'subprotocols' | 'text' | 'binary' | 'code' | 'reason') =>
    `<label class="${name}">${say(name)}<input name="${name}" spellcheck="false" autocomplete="off"`;
  return `<!doctype html>
<html lang="${words.language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<link rel="icon" href="data:,">
<title>${say('title')}</title>
<style>${STYLE}</style>
<header><h1>${say('title')}</h1><p>${say('lead')}</p></header>
<main>
<p>${say('state')} <strong id="state" role="status">CLOSED</strong></p>
<form id="opening">${field('address')}></label>${field('subprotocols')}></label><button>${say('connect')}</button></form>
<form id="text">${field('text')} value="hello"></label><button>${say('sendText')}</button></form>
<form id="binary">${field('binary')} value="00 01 ff" pattern="\\s*([0-9A-Fa-f]{2}\\s*)*"></label><button>${say('sendBinary')}</button></form>
<form id="closing">${field('code')} value="1000" inputmode="numeric" pattern="[0-9]*"></label>${field('reason')} value="bye"></label><button>${say('close')}</button></form>
<p class="hint">${say('codes')} ${say('pings')}</p>
<h2 id="heading">${say('log')}</h2>
<ol id="log" role="log" aria-labelledby="heading"></ol>
</main>
<script>
const words = ${scriptLiteral(words)};
const path = ${scriptLiteral(path)};
${SCRIPT}</script>
</html>
`;
}

/** Nothing is loaded from anywhere, and connections are WebSockets: the browser sees to it. `data:` is the icon, which it would else ask us for. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; connect-src ws: wss:; base-uri 'none'; form-action 'none'";

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; --line: #d0d7de; --soft: #59636e; --us: #0a56a3; --peer: #14683a; --end: #9a3412; --ink: #fff; }
@media (prefers-color-scheme: dark) { :root { --line: #3d444d; --soft: #a3adb8; --us: #8ab8ff; --peer: #7ee2a8; --end: #ffb48a; --ink: #111; } }
* { box-sizing: border-box; }
body { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; word-break: keep-all; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
p { margin: .5rem 0; }
#state { display: inline-block; padding: 0 .6rem; margin-left: .3rem; border-radius: 1rem; background: var(--soft); color: var(--ink); font-size: .85rem; }
#state[data-state=OPEN] { background: var(--peer); }
#state[data-state$=ING] { background: var(--end); }
form { display: flex; flex-wrap: wrap; gap: .4rem .6rem; align-items: end; padding: .6rem 0; border-top: 1px solid var(--line); }
label { flex: 1 1 10rem; min-width: 0; font-size: .85rem; color: var(--soft); }
label.code { flex: 0 1 5rem; }
label.subprotocols { flex: 1 1 7rem; }
input { display: block; width: 100%; min-height: 2.75rem; padding: .3rem .6rem; font: 1rem ui-monospace, monospace; color: CanvasText; background: Canvas; border: 1px solid var(--soft); border-radius: .4rem; }
input:invalid { border-color: var(--end); }
button { min-height: 2.75rem; min-width: 9rem; padding: .3rem 1rem; font: inherit; color: var(--ink); background: var(--us); border: 1px solid transparent; border-radius: .4rem; cursor: pointer; }
button[aria-disabled=true] { color: var(--soft); background: none; border-color: var(--line); cursor: default; }
:focus-visible { outline: 3px solid var(--us); outline-offset: 2px; }
.hint, #log time { color: var(--soft); font-size: .85rem; }
#log { list-style: none; margin: 0; padding: 0; font-family: ui-monospace, monospace; font-size: .9rem; }
#log li { display: flex; flex-wrap: wrap; gap: 0 .8rem; padding: .35rem 0; border-top: 1px solid var(--line); }
#log span { flex: 1 1 14rem; min-width: 0; white-space: pre-wrap; word-break: normal; }
#log b { min-width: 7rem; }
#log .us b { color: var(--us); }
#log .peer b { color: var(--peer); }
#log .end b { color: var(--end); }
@media (max-width: 30rem) { button { min-width: 5rem; padding: .3rem .7rem; } label { flex-basis: 7rem; } label.address { flex-basis: 100%; } }
`;

/** Plain script of the page. What comes is shown as text, never as markup, and of a long message only the beginning. */
const SCRIPT = String.raw`
const byId = (id) => document.getElementById(id);
const STATES = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'];
const FROM = { opening: ['CLOSED'], text: ['OPEN'], binary: ['OPEN'], closing: ['OPEN', 'CONNECTING'] };
const MOST_SHOWN = 500, MOST_LINES = 200;
let socket, began = 0;
const state = () => (socket ? STATES[socket.readyState] : 'CLOSED');
function show() {
  byId('state').textContent = byId('state').dataset.state = state();
  for (const [id, from] of Object.entries(FROM)) {
    byId(id).querySelector('button').setAttribute('aria-disabled', String(!from.includes(state())));
  }
}
// Characters that are not seen, or turn others around, are written out.
const visible = (text) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (one) => '\\u{' + one.codePointAt(0).toString(16) + '}');
const hex = (octets) => Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join(' ');
function shown(data) {
  const isText = typeof data === 'string';
  const octets = isText ? new TextEncoder().encode(data) : new Uint8Array(data);
  const whole = isText ? data : octets;
  const part = whole.slice(0, MOST_SHOWN);
  return octets.length + ' B  ' + (isText ? visible(JSON.stringify(part)) : hex(part)) + (part.length < whole.length ? ' …' : '');
}
function log(kind, what, said) {
  const line = document.createElement('li');
  line.className = kind;
  const time = ((performance.now() - began) / 1000).toFixed(3);
  for (const [tag, text] of [['time', time], ['b', what], ['span', said]]) {
    line.append(Object.assign(document.createElement(tag), { textContent: text }));
  }
  byId('log').prepend(line);
  while (byId('log').children.length > MOST_LINES) byId('log').lastChild.remove();
  show();
}
function connect(address, subprotocols) {
  began = performance.now();
  socket = new WebSocket(address, subprotocols.split(',').map((name) => name.trim()).filter(Boolean));
  socket.binaryType = 'arraybuffer';
  let opened = false;
  socket.onopen = () => {
    opened = true;
    log('', words.opened, visible([socket.protocol, socket.extensions].filter(Boolean).join(' · ')));
  };
  socket.onmessage = ({ data }) => log('peer', '◀ ' + words.received, shown(data));
  socket.onclose = ({ code, reason, wasClean }) => {
    const how = wasClean ? words.clean : opened ? words.unclean : words.refused;
    log('end', words.closed, [code, reason && visible(JSON.stringify(reason)), how].filter(Boolean).join(' · '));
  };
}
function send(data) {
  socket.send(data);
  log('us', '▶ ' + words.sent, shown(data));
}
const octetsOf = (digits) => Uint8Array.from(digits.match(/[0-9a-f]{2}/gi) ?? [], (octet) => parseInt(octet, 16));
function close(code, reason) {
  if (code === '') socket.close();
  else socket.close(Number(code), reason);
}
function on(id, act) {
  byId(id).addEventListener('submit', (event) => {
    event.preventDefault();
    if (!FROM[id].includes(state())) return;
    try { act(...Array.from(event.target.querySelectorAll('input'), (input) => input.value)); }
    catch (error) { log('end', error.name, error.message); }
    show();
  });
}
on('opening', connect);
on('text', send);
on('binary', (digits) => send(octetsOf(digits).buffer));
on('closing', close);
document.querySelector('[name=address]').value = location.origin.replace(/^http/, 'ws') + path;
show();
`;
