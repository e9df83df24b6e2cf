// A player: sends moves as datagrams, and shows the newest state of the game. A state that comes late is ignored.
//   node examples/05-game-state/client.mjs <name> [port] [multicast|unicast]
import { createInterface } from 'node:readline';
import { openUdp } from 'sockets';

/** Tells the steps except each send and receive: a game has too many. */
function tell({ socket, type, code }) {
  if (type !== 'send' && type !== 'receive') console.log(`${socket} ${type} ${code ?? ''}`.trim());
}

const GROUP = '239.255.7.3';
const KEYS = { w: 'up', a: 'left', s: 'down', d: 'right' };

const [name, port = 9000, asked = 'multicast'] = process.argv.slice(2);
if (!/^[\p{L}\p{N}]{1,16}$/u.test(name ?? '')) {
  console.error('usage: node client.mjs <name> [port] [multicast|unicast]');
  process.exit(2);
}
const server = { host: '127.0.0.1', port: Number(port) };

let newest = 0;
let shown = '';

function receive(_socket, { bytes, remote }) {
  if (remote.port !== server.port) return; // a group is open to every sender
  const [first, ...lines] = Buffer.from(bytes).toString().split('\n');
  const [, digits] = /^state (\d{1,15})$/.exec(first) ?? [];
  const players = lines.map((line) => /^([\p{L}\p{N}]{1,16}) (\d{1,3}) (\d{1,3})$/u.exec(line));
  if (digits === undefined || players.includes(null)) return;

  const number = Number(digits);
  if (number <= newest) {
    console.log(`state ${number} is old, ${newest} was here: ignored`);
    return;
  }
  newest = number;
  const state = players.map(([, who, x, y]) => `${who} ${x},${y}`).join(' · ');
  if (state !== shown) console.log(`state ${number}: ${state}`);
  shown = state;
}

/** A second socket, bound to the group's address: it hears the group and nothing else, beside other players' here. */
async function listenToGroup() {
  const memberships = [{ group: GROUP, interface: '127.0.0.1' }];
  const { port } = server;
  try {
    return await openUdp({ host: GROUP, port, reuse: true, memberships, receive }, tell);
  } catch ({ code }) {
    console.log(`no multicast here (${code}): by unicast`);
    return undefined;
  }
}

const failed = (_socket, { code }) => console.log(`nobody is there: ${code}`);
const player = await openUdp({ peer: server, receive, failed }, tell);
const member = asked === 'unicast' ? undefined : await listenToGroup();
const send = (text) => player.sendNow(Buffer.from(text));

// Said again and again: a lost one is mended, and the server knows that we are still here.
const join = () => send(`join ${name} ${member ? 'multicast' : 'unicast'}`);
join();
const joining = setInterval(join, 1000);

let moves = 0;
const keyboard = createInterface({ input: process.stdin });
keyboard.on('line', (line) => {
  for (const key of line.toLowerCase()) {
    if (!Object.hasOwn(KEYS, key)) continue;
    moves += 1;
    send(`move ${moves} ${KEYS[key]}`);
  }
});
keyboard.once('close', async () => {
  clearInterval(joining);
  await player.send('leave').catch(() => {}); // the server may have gone before us
  await player.close();
  await member?.close();
});
process.once('SIGINT', () => {
  keyboard.close();
  process.stdin.destroy();
});

// Try the following:
//   - Type dddd and Enter, with two players: who sees which numbers? Which states were never shown, and does it matter?
//   - Show old states, too: leave out the `return`. Play through a link with --reorder 30%. What do you see?
//   - A lost move is lost for good. Send the last five moves in every datagram: what does the server do with them already?
//   - Watch the group from outside: npx sockets udp-recv 9000 --host 239.255.7.3 --multicast 239.255.7.3
//     --interface 127.0.0.1 --reuse
