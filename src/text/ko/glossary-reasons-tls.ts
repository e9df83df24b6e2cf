import type { GlossaryOf } from '../terms.ts';

/** Why a certificate is not trusted, by the codes of OpenSSL and Node. */
export const tlsReasons = {
  CERT_HAS_EXPIRED: {
    brief: '전에는 유효했지만, 인증서의 마지막 날이 지났습니다.',
    more: '훔친 키를 언제까지나 쓰지 못하도록 인증서에는 끝나는 날이 있습니다. 상대에게 새 인증서가 필요하거나, 이 컴퓨터의 시계가 앞서가고 있습니다.',
  },
  CERT_NOT_YET_VALID: {
    brief: '인증서의 첫날이 아직 오지 않았습니다.',
    more: '대개 시계가 틀린 것이니, 두 컴퓨터의 시계를 비교하십시오.',
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    brief: '상대의 인증서가 스스로 서명한 것이며, 여기서 믿는 것이 아닙니다.',
    more: '실습용으로 만든 서버라면 당연한 일입니다. 서버가 출력한 지문과 비교한 다음, 그 인증서를 --ca로 믿게 하십시오. 비교하지 않으면 누구든 중간에 끼어들 수 있습니다.',
  },
  SELF_SIGNED_CERT_IN_CHAIN: {
    brief: '인증서 사슬이 여기서 믿지 않는 기관에서 끝납니다.',
    more: '사슬의 마지막은 언제나 자체 서명이며, 문제는 그것을 믿느냐입니다. 회사나 수업에서 직접 만든 기관이라면 이렇게 나타나니, 그 인증서를 --ca로 주십시오.',
  },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
    brief: '사슬의 한 인증서에 서명한 인증서를 여기서 모릅니다.',
    more: '이 컴퓨터에 알려 준 적이 없는 기관이거나, 서버가 중간 인증서를 빠뜨린 것입니다. 빠진 것을 --ca로 주십시오.',
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    brief: '상대가 자기 인증서만 보냈고, 누가 서명했는지 여기서 모릅니다.',
    more: '그래서 서명을 확인할 수 없습니다. 서버는 중간 인증서도 함께 보내야 하며, 여기서는 기관의 인증서를 --ca로 주십시오.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    brief: '인증서가 찾는 이름이 아니라 다른 이름의 것입니다.',
    more: '중요한 것은 이름의 목록(subjectAltName)이며, localhost의 인증서는 127.0.0.1의 인증서가 아닙니다. 목록에 있는 이름으로 연결하거나, 기대하는 이름을 --servername으로 알려 주십시오.',
  },
} satisfies Partial<GlossaryOf<'errno'>>;
