import type { StatesText } from '../wording-scenarios.ts';

export const states: StatesText = {
  listen: '1  LISTEN: a server calls listen',
  synSent: '2  SYN-SENT: a client calls connect, and the network loses its SYN',
  synReceived: '3  SYN-RECEIVED: the next SYN arrives; now the SYN,ACK is lost',
  established: '4  ESTABLISHED: nothing is lost any more, and both ends are there',
  finWait1: '5  FIN-WAIT-1: the client ends its half, and its FIN is lost',
  finWait2: '6  FIN-WAIT-2 and CLOSE-WAIT: the FIN is sent again, arrives, and is acknowledged',
  lastAck: '7  LAST-ACK: the server ends its half, too, and its FIN is lost',
  timeWait: '8  TIME-WAIT and CLOSED: the FIN is sent again, arrives, and is acknowledged',
  both: '9  A second connection: both ends close at once, and both FINs are lost',
  closing: '10  CLOSING: the client’s FIN arrives; the server’s own is still not acknowledged',
  bothTimeWait: '11  Its FIN arrives, too: who closed first has TIME-WAIT, and here that is both',
  countDown: 'TIME-WAIT lasts 60 s in Linux (RFC 9293 has 2 MSL). Its timer in /proc/net/tcp:',
  stop: 'The server stops. Its port still has a connection in TIME-WAIT',
  plainBind: 'Somebody binds the port without SO_REUSEADDR',
  noProgram: 'No python3 and no perl here to try it with; Node always sets SO_REUSEADDR.',
  reuse: 'A server binds it with SO_REUSEADDR, as Node always does',
  row: ({ ends, number, state }) => `${ends}, st ${number} is ${state}`,
  noRow: (ends) => `${ends}: no row any more`,
  timer: ({ kind, left, fired }) =>
    `timer ${kind}, ${left} left${fired > 0 ? `, went off ${fired}×` : ''}`,
  left: (left) => `${left} left`,
  plain: ({ program, port, refused, said }) =>
    refused ? `${program}: ${said}` : `${program} got port ${port}: this kernel let it`,
  seen: ({ reached, of, took, left, plain }) => [
    `${reached} of ${of} states in ${took}, each by a row of the kernel’s own table; TIME-WAIT has ${left} left.`,
    plain
      ? `The same port at once: with SO_REUSEADDR it can be had, without it ${plain.refused ? 'not (EADDRINUSE)' : 'here, too'}.`
      : 'The same port at once: with SO_REUSEADDR it can be had; without it nothing here could try.',
  ],
};
