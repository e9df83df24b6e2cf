import type { GlossaryOf } from '../terms.ts';

/** What the steps of the security layer mean. */
export const tlsSteps = {
  'tls-record': {
    brief: 'TLS 레코드가 지나갔으며, 5바이트 헤더는 누구나 읽지만 내용은 대개 암호문입니다.',
    more: '네트워크를 지켜보는 사람은 종류와 옛 버전 번호와 길이를 봅니다. 처음의 두 hello는 서버 이름까지 읽을 수 있고, TLS 1.3에서는 그 뒤의 모든 것이, 핸드셰이크의 나머지까지도 암호화되어 application_data라는 이름으로 지나갑니다. 레코드는 쓰기 한 번이나 세그먼트와 같지 않습니다.',
  },
  'tls-certificate': {
    brief: '인증서를 보여 주어, 키가 누구의 이름에 속하고 누가 보증하는지 밝혔습니다.',
    more: '첫째는 자기 것이고, 다음 것들은 차례로 앞의 것에 서명한 쪽의 것입니다. 복사본은 누구나 보여 줄 수 있으므로, 핸드셰이크는 개인 키를 가졌다는 것도 증명합니다. TLS 1.3에서 인증서는 암호화되어 지나갑니다.',
  },
  'tls-verdict': {
    brief: '상대의 인증서를 확인한 결과로, 뜻한 상대가 맞는지 말해 줍니다.',
    more: '세 가지가 맞아야 하는데, 여기서 믿는 기관까지 이어지는 서명, 유효 기간 안의 날짜, 찾던 이름입니다. 하나라도 틀리면 클라이언트는 --insecure가 없는 한 연결을 끝냅니다. 함께 표시된 코드는 sockets explain CERT_HAS_EXPIRED처럼 찾아볼 수 있습니다.',
  },
  'tls-agreed': {
    brief: 'TLS 핸드셰이크가 끝나 양쪽이 같은 키를 가졌으며, 이제부터 그 키를 씁니다.',
    more: '양쪽이 아는 것 가운데 고른 버전, 암호 모음, 키 교환, 그리고 있다면 응용 프로토콜을 보여 줍니다. 이제 보내는 것은 암호화되며, 몰래 바꿀 수 없습니다. 시간은 TCP의 핸드셰이크에 더하여 TLS에 든 시간입니다.',
  },
} satisfies Partial<GlossaryOf<'step'>>;
