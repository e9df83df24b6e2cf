import type { Failures } from '../../error.ts';
import { namesOf } from '../brief.ts';

type Untrusted = Readonly<Failures['tls-untrusted']>;

/** Why a certificate does not pass. */
interface Distrust {
  /** In a few words, for a step. */
  readonly words: string;
  readonly why: (facts: Untrusted) => string;
  readonly next: (facts: Untrusted) => string;
}

const UNCHECKED = '--insecure 옵션을 쓰면 상대가 누구인지 모르는 채로 연결합니다.';

const unknownAuthority: Pick<Distrust, 'words' | 'next'> = {
  words: '모르는 기관이 발급',
  next: () => `그 기관을 믿는다면 기관의 인증서를 주십시오: --ca FILE. ${UNCHECKED}`,
};

const REASONS: Readonly<Record<string, Distrust>> = {
  CERT_HAS_EXPIRED: {
    words: '만료됨',
    why: ({ notAfter }) => `유효 기간이 끝났습니다 (만료: ${notAfter}).`,
    next: () => `상대에게 새 인증서가 필요하며, 이 컴퓨터의 시계도 확인하십시오. ${UNCHECKED}`,
  },
  CERT_NOT_YET_VALID: {
    words: '아직 유효하지 않음',
    why: ({ notBefore }) => `유효 기간이 아직 시작되지 않았습니다 (시작: ${notBefore}).`,
    next: () => `두 컴퓨터의 시계를 확인하거나 기다리십시오. ${UNCHECKED}`,
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    words: '자체 서명',
    why: ({ subject }) => `자체 서명한 인증서이며, 보증하는 것은 자기 자신뿐입니다: ${subject}.`,
    next: () => `지문이 맞다면 바로 그 인증서를 믿게 하십시오: --ca FILE. ${UNCHECKED}`,
  },
  SELF_SIGNED_CERT_IN_CHAIN: {
    words: '믿지 않는 기관이 발급',
    why: ({ issuer }) =>
      `인증서 사슬의 끝이 여기서 믿지 않는 자체 서명 인증서입니다 (발급자: ${issuer}).`,
    next: () => `사슬의 마지막 인증서를 믿는다면 그것을 주십시오: --ca FILE. ${UNCHECKED}`,
  },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
    ...unknownAuthority,
    why: ({ issuer }) => `여기서 모르는 기관이 발급했습니다: ${issuer}.`,
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    ...unknownAuthority,
    why: ({ issuer }) =>
      `여기서 모르는 기관이 발급했고, 그 기관의 인증서도 함께 오지 않았습니다: ${issuer}.`,
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    words: '다른 이름의 인증서',
    why: ({ name, names }) =>
      names.length > 0
        ? `인증서에 있는 이름은 ${namesOf(names, 6)}뿐이며, 찾는 이름 ${name}에는 맞지 않습니다.`
        : `인증서에 호스트 이름이 없으므로, 찾는 이름 ${name}에는 맞지 않습니다.`,
    next: () =>
      `인증서에 있는 이름으로 연결하거나, 기대하는 이름을 바꾸십시오: --servername. ${UNCHECKED}`,
  },
};

/** No certificate at all: the failure is `tls-no-certificate`, and only the step comes by here. */
const NONE_SHOWN = 'PEER_DID_NOT_RETURN_A_CERTIFICATE';

const OTHER: Distrust = {
  words: '믿을 수 없음',
  why: ({ issuer }) => `OpenSSL이 그 코드로 거부했습니다 (발급자: ${issuer}).`,
  next: () => `발급한 기관의 인증서를 주십시오: --ca FILE. ${UNCHECKED}`,
};

/** What OpenSSL's or Node's code for a certificate that does not pass means. */
export function distrust(reason: string): Distrust {
  if (reason === NONE_SHOWN) return { ...OTHER, words: '인증서 없음' };
  return (Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined) ?? OTHER;
}
