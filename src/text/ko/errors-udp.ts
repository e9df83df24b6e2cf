import { portOf } from '../brief.ts';
import { grouped } from '../quantity.ts';
import type { Text } from '../text.ts';

/** Octets of data in the longest datagram: over IPv4, whose own header counts, and over IPv6, whose does not. */
const MOST_IPV4 = 65_507;
const MOST_IPV6 = 65_527;

function tooLong(most: number | undefined): string {
  if (most === MOST_IPV4) {
    return '최대 65,507 B: 65,535에서 IPv4 헤더 20과 UDP 헤더 8을 뺀 값입니다.';
  }
  if (most === MOST_IPV6) {
    return '최대 65,527 B: 65,535에서 UDP 헤더 8을 뺀 값이며, IPv6는 자기 헤더를 세지 않습니다.';
  }
  return most === undefined
    ? '데이터그램은 통째로 나가거나 아예 나가지 않으며, 이것은 너무 큽니다.'
    : `최대 ${grouped(most)} B: 데이터그램은 통째로 나가거나 아예 나가지 않습니다.`;
}

/** A UDP port that cannot be had: nobody listens there, but a socket is bound to it. */
export const udpPortTaken: Text['errors']['port-taken'] = ({ address, port, holder }) => ({
  what: `${address}에 bind할 수 없습니다: 포트가 이미 사용 중입니다 (EADDRINUSE).`,
  why: `${holder ? `${holder} 프로그램이` : '다른 프로그램이'} 이미 이 포트를 bind했으며, 모두가 허용하지 않는 한 (--reuse) 포트 하나에는 소켓 하나만 bind할 수 있습니다.`,
  next: `그 프로그램을 끝내거나 다른 포트를 고르십시오: ${port + 1 > 65535 ? 9000 : port + 1}, 또는 아무 빈 포트나 받는 0.`,
});

/** What datagram sockets refuse, or never answer. */
export const udpErrors = {
  'message-too-long': ({ bytes, most }) => ({
    what: `${grouped(bytes)} B 데이터그램은 보낼 수 없습니다 (EMSGSIZE).`,
    why: tooLong(most),
    next: '한 번에 덜 보내거나 여러 데이터그램으로 나누십시오: UDP는 스스로 나누지 않습니다.',
  }),
  'broadcast-not-allowed': ({ address }) => ({
    what: `이 소켓은 브로드캐스트 주소로 보낼 수 없습니다 (EACCES): ${address}.`,
    why: '네트워크의 모든 컴퓨터가 받게 되므로, 커널은 허락을 따로 받은 소켓에만 허용합니다: SO_BROADCAST.',
    next: '--broadcast 옵션을 더하십시오.',
  }),
  'link-to-itself': ({ address }) => ({
    what: `링크는 자기 자신에게 전달할 수 없습니다: ${address}.`,
    why: '바로 그 주소에서 받으므로, 데이터그램이 되돌아와 끝없이 돌게 됩니다.',
    next: '서버의 포트에 전달하고, 받는 포트는 다른 것으로 고르십시오.',
  }),
  'port-unreachable': ({ address }) => ({
    what: `${address}에서 받는 프로그램이 없습니다 (ECONNREFUSED).`,
    why: '그 포트에 bind한 소켓이 없다는 ICMP 메시지가 돌아왔습니다. 연결된 소켓만 이를 알 수 있습니다.',
    next: `먼저 그곳에서 수신을 시작하십시오: sockets udp-recv ${portOf(address)}`,
  }),
  'no-replies': ({ address, sent, seconds, connected }) => ({
    what: `데이터그램 ${grouped(sent)}개에 대한 응답이 ${seconds} s 안에 하나도 오지 않았습니다: ${address}.`,
    why: connected
      ? '거부하는 ICMP도 오지 않았습니다: 받는 쪽이 응답하지 않거나, 중간에서 데이터그램이나 ICMP가 버려집니다.'
      : '이것으로는 아무것도 알 수 없습니다: --connected 없이는 손실, 응답하지 않는 수신자, 닫힌 포트가 똑같아 보입니다.',
    next: connected
      ? '받는 쪽이 응답하게 하거나 (sockets udp-recv --service echo), --wait 값을 늘리십시오.'
      : '--connected 옵션을 써 보십시오: 살아 있는 컴퓨터의 닫힌 포트라면 ECONNREFUSED를 알려 줍니다.',
  }),
} satisfies Partial<Text['errors']>;
