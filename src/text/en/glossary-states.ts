import type { GlossaryOf } from '../terms.ts';

/** What each state of a connection means. */
export const states: GlossaryOf<'state'> = {
  CLOSED: {
    brief: 'There is no connection: where every connection begins, and where it ends.',
    more: 'RFC 9293 calls this state fictional, since the kernel keeps nothing for it. It stands at both ends of the diagram of states, and no list of connections has a row for it.',
  },
  LISTEN: {
    brief: 'The socket waits for any client that wants to connect.',
    more: 'Each connection gets a socket of its own, and the listener stays in LISTEN. ss -ltn lists them: Recv-Q is how many connections wait for accept, Send-Q the backlog. The step of that name is: sockets explain listen.',
  },
  'SYN-SENT': {
    brief: 'Our SYN has been sent; no answer has come.',
    more: 'It normally lasts one round trip. When the SYN or its answer is lost, the kernel sends again at growing intervals, for a minute or more, and then gives up with ETIMEDOUT. A refusal would come at once; a firewall that drops packets looks like this.',
  },
  'SYN-RECEIVED': {
    brief:
      'A SYN has come and SYN,ACK has gone out; the ACK that completes the handshake is missing.',
    more: 'All this happens in the kernel: the connection is not yet in the queue for accept. Linux writes SYN_RECV. Many at once mean lost answers, or a flood of SYNs from somebody who never means to complete them.',
  },
  ESTABLISHED: {
    brief: 'The handshake is complete: both sides can send and receive.',
    more: 'The state says nothing about the programs: the server may not have accepted yet, or may be busy elsewhere. An idle connection stays here without a single segment, even when the peer has vanished, until somebody sends or keep-alive asks.',
  },
  'FIN-WAIT-1': {
    brief:
      "Our half is ended with FIN; it is not acknowledged, and the peer's own FIN has not come.",
    more: 'It is usually over within a round trip. It lasts when the peer is out of reach, or when its window is closed: our FIN queues behind the octets that are still unsent.',
  },
  'FIN-WAIT-2': {
    brief: 'The peer has acknowledged our FIN; its own has not come.',
    more: 'Our half is closed and the other one open, for as long as the peer cares to send; the peer is in CLOSE-WAIT. After a full close(2) there is nobody left to read, and Linux drops the state after 60 s (tcp_fin_timeout).',
  },
  'CLOSE-WAIT': {
    brief: 'The peer has sent FIN; our program has not ended its half.',
    more: 'The program reads end of stream and may still send; the state lasts until it calls shutdown or close. Rows of CLOSE-WAIT that never go away are a program that forgot to. See it with tcp-server --half-open, after the client has ended.',
  },
  CLOSING: {
    brief: "Both sides sent FIN before seeing the other's; the ACK of ours has not come.",
    more: 'The rarest state: two ends that close in the same moment. With that ACK it becomes TIME-WAIT, on both sides.',
  },
  'LAST-ACK': {
    brief: "The peer's FIN came first and ours has followed; only the ACK of ours is missing.",
    more: 'With that ACK nothing remains on this side: who closes second has no TIME-WAIT. When the state lasts, the peer is out of reach and our FIN is being sent again.',
  },
  'TIME-WAIT': {
    brief:
      'Both sides have ended; this one, which closed first, waits for late segments to die out.',
    more: "It can also repeat the last ACK, should the peer's FIN come again. RFC 9293 asks for twice the longest life of a segment; Linux waits 60 s, and no program is needed for it. It is normal: thanks to SO_REUSEADDR a server can listen on its port again meanwhile.",
  },
};
