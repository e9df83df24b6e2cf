import type { GlossaryOf } from '../terms.ts';

/** What each socket option does. */
export const options: GlossaryOf<'option'> = {
  TCP_NODELAY: {
    brief: 'Small writes go out at once instead of waiting until earlier octets are acknowledged.',
    more: "It switches Nagle's algorithm off: quicker for a program that writes in small pieces, at the price of more segments. It does not turn writes into messages. Set it with --no-delay.",
  },
  SO_KEEPALIVE: {
    brief:
      'The kernel probes an idle connection now and then, to learn whether the peer is still there.',
    more: "The probes carry no new data, and the peer's program never notices: its kernel answers. When several stay without an answer, the connection ends with ETIMEDOUT. It is off unless asked for: --keep-alive.",
  },
  TCP_KEEPIDLE: {
    brief: 'How many seconds a connection must be idle before the first keep-alive probe.',
    more: 'Linux waits two hours unless told otherwise. When Node switches keep-alive on, it also asks for a probe each second after the first one, and for giving up after ten (TCP_KEEPINTVL 1, TCP_KEEPCNT 10).',
  },
  SO_REUSEADDR: {
    brief: 'A listener may take a port on which old connections are still in TIME-WAIT.',
    more: 'Without it, a server that closed first could not listen on its port again for a minute. On Linux it never lets two sockets listen on the same address and port: that stays EADDRINUSE. libuv sets it for every server, and Node cannot switch it off.',
  },
  SO_LINGER: {
    brief: 'Decides what close(2) does with octets that are still unsent.',
    more: 'Normally close returns at once and the kernel goes on sending; with a linger time of 0 it throws them away and sends RST. Node offers only the latter, as socket.resetAndDestroy(). Here /reset and --reset do it.',
  },
};
