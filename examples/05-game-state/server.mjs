// A small game: takes moves as datagrams, and sends the numbered state of the game to all players ten times a second.
//   node examples/05-game-state/server.mjs [port]
import { formatAddress, openUdp } from 'sockets';

/** Tells the steps except each send and receive: a game has too many. */
function tell({ socket, type, code }) {
  if (type !== 'send' && type !== 'receive') console.log(`${socket} ${type} ${code ?? ''}`.trim());
}

const GROUP = '239.255.7.3'; // of the block for one's own network (RFC 2365)
const TICK = 100; // ms
const SILENT_TICKS = 50; // who says nothing for so long has gone: no datagram tells us
const MOST_PLAYERS = 16;
const FIELD = { width: 20, height: 10 };
const STEPS = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };

/** Players by their address: UDP has no connection that would stand for them. */
const players = new Map();

function join(remote, name, way) {
  const address = formatAddress(remote);
  const others = [...players].filter(([other]) => other !== address);
  if (others.length >= MOST_PLAYERS || others.some(([, other]) => other.name === name)) return;
  if (!players.has(address)) console.log(`${name} joined from ${address}`);
  const known = players.get(address) ?? { x: 0, y: 0, moves: 0 };
  players.set(address, { ...known, name, remote, unicast: way === 'unicast', silent: 0 });
}

function move(player, number, direction) {
  // A move that came twice must not count twice, and one that was overtaken is of no use any more.
  if (!player || number <= player.moves) return;
  const [dx, dy] = STEPS[direction];
  player.moves = number;
  player.x = Math.min(Math.max(player.x + dx, 0), FIELD.width - 1);
  player.y = Math.min(Math.max(player.y + dy, 0), FIELD.height - 1);
  console.log(`${player.name} ${player.x},${player.y}`);
}

function leave(address, why) {
  const player = players.get(address);
  if (players.delete(address)) console.log(`${player.name} ${why}`);
}

function receive(_socket, { bytes, remote }) {
  const text = Buffer.from(bytes).toString();
  const address = formatAddress(remote);
  const [, name, way] = /^join ([\p{L}\p{N}]{1,16}) (multicast|unicast)$/u.exec(text) ?? [];
  const [, number, direction] = /^move (\d{1,9}) (left|right|up|down)$/.exec(text) ?? [];
  if (name) join(remote, name, way);
  else if (direction) move(players.get(address), Number(number), direction);
  else if (text === 'leave') leave(address, 'left');
}

const port = Number(process.argv[2] ?? 9000);
const server = await openUdp({ port, multicastInterface: '127.0.0.1', receive }, tell);
console.log(`receiving on ${formatAddress(server.address)}`);

let number = 0;
function tick() {
  for (const [address, player] of players) {
    player.silent += 1;
    if (player.silent > SILENT_TICKS) leave(address, 'has gone silent');
  }
  number += 1;
  const all = [...players.values()];
  const lines = all.map(({ name, x, y }) => `${name} ${x} ${y}`);
  const state = Buffer.from([`state ${number}`, ...lines].join('\n'));
  // One datagram reaches all members of the group. Nobody acknowledges: the next state mends a lost one.
  if (all.some(({ unicast }) => !unicast)) {
    server.sendNow(state, { host: GROUP, port: server.address.port });
  }
  for (const { unicast, remote } of all) if (unicast) server.sendNow(state, remote);
}
const ticking = setInterval(tick, TICK);

process.once('SIGINT', () => {
  clearInterval(ticking);
  server.close();
});

// Try the following:
//   - Stop this server and start it again. Why do the players ignore every new state? Let the state say which game it is of.
//   - Send the state over TCP. What do the players see while one lost segment is sent again?
//   - A join of 20 octets makes this server send ten states a second. Why does it matter that any sender's address can be
//     forged, and why does forgetting silent players help?
//   - Send only what has changed. What does a player know now that has missed one datagram?
