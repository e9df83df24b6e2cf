import type { Text } from '../text.ts';
import { distrust } from './distrust.ts';

const OURS = '상대가 받아들일 인증서를 보여 주십시오: --cert FILE --key FILE.';
const VERSIONS = '더 많은 버전을 허용하십시오: --tls-min, --tls-max.';

/** Alerts by their names (RFC 8446 §6.2): why a peer sends one, and what helps. */
const ALERTS: Readonly<Record<string, readonly [why: string, next: string]>> = {
  unknown_ca: [
    '이쪽 인증서를 발급한 기관을 상대가 모릅니다.',
    '상대가 그 기관을 믿게 하거나 (상대 쪽에서 --ca FILE), 다른 인증서를 보여 주십시오: --cert FILE --key FILE.',
  ],
  bad_certificate: ['상대가 이쪽 인증서를 받아들이지 않습니다.', OURS],
  certificate_expired: ['상대가 보기에 이쪽 인증서는 만료되었습니다.', OURS],
  certificate_unknown: ['상대가 다른 이유로 이쪽 인증서를 받아들이지 않습니다.', OURS],
  certificate_required: ['상대가 인증서를 요구하는데 이쪽에서 보여 주지 않았습니다.', OURS],
  handshake_failure: [
    '양쪽이 함께 받아들일 것을 찾지 못했거나, 상대가 이쪽 인증서를 원했습니다.',
    '다른 버전을 써 보거나 (--tls-min, --tls-max), 인증서를 보여 주십시오: --cert FILE --key FILE.',
  ],
  unrecognized_name: [
    '찾는 이름의 인증서가 상대에게 없습니다.',
    '다른 이름을 찾으십시오: --servername.',
  ],
};
const OTHER_ALERT = [
  '그 이상은 알리지 않았습니다. 경보의 목록은 RFC 8446 §6에 있습니다.',
  '상대 프로그램의 메시지를 보십시오.',
] as const;

const NO_COMMON = {
  version: ['양쪽이 함께 쓸 수 있는 TLS 버전이 없습니다.', VERSIONS],
  cipher: ['양쪽이 함께 쓸 수 있고 인증서에도 맞는 암호 모음이 없습니다.', VERSIONS],
  alpn: [
    '양쪽이 함께 쓸 수 있는 응용 프로토콜이 없습니다.',
    '양쪽에 같은 --alpn 값을 주거나, 이 옵션을 빼십시오.',
  ],
} as const;

/** Why two sides do not come to speak TLS. */
export const tlsErrors = {
  'tls-untrusted': (facts) => ({
    what: `${facts.address}의 인증서를 믿을 수 없습니다 (${facts.reason}).`,
    why: distrust(facts.reason).why(facts),
    next: distrust(facts.reason).next(facts),
  }),
  'tls-no-certificate': ({ address }) => ({
    what: `${address}에서 인증서를 보여 주지 않았습니다.`,
    why: '인증서를 요구했으나 받지 못했으므로, 상대가 누구인지 알 수 없습니다.',
    next: '상대가 인증서를 보여 주게 하거나 (그쪽에서 --cert FILE --key FILE), --require-cert 옵션을 빼십시오.',
  }),
  'tls-alert': ({ address, alert }) => {
    const [why, next] = (Object.hasOwn(ALERTS, alert) ? ALERTS[alert] : undefined) ?? OTHER_ALERT;
    return { what: `${address}에서 TLS를 거부하며 경보를 보냈습니다: ${alert}.`, why, next };
  },
  'not-tls': ({ address }) => ({
    what: `${address}에서 온 것은 TLS가 아닙니다.`,
    why: 'TLS 레코드처럼 시작하지 않습니다. 상대는 암호 없이 다른 프로토콜을 쓰는 것으로 보입니다.',
    next: '이쪽에서 --tls 옵션을 빼거나, 양쪽 모두에서 쓰십시오.',
  }),
  'tls-no-agreement': ({ address, what }) => ({
    what: `TLS에 합의하지 못했습니다: ${address}.`,
    why: NO_COMMON[what][0],
    next: NO_COMMON[what][1],
  }),
  'tls-ended': ({ address }) => ({
    what: `TLS 핸드셰이크가 끝나기 전에 연결이 끝났습니다: ${address}.`,
    why: '상대는 이유를 알리는 경보를 보내지 않았습니다: TLS를 모르거나, 포기했을 수 있습니다.',
    next: '상대 프로그램의 메시지를 보거나, --tls 옵션을 빼고 상대가 무엇을 보내는지 보십시오.',
  }),
  'tls-handshake-timeout': ({ address, seconds }) => ({
    what: `TLS 핸드셰이크가 ${seconds} s 안에 끝나지 않았습니다: ${address}.`,
    why: '연결은 되었지만 상대가 조용합니다: TLS가 아닌 다른 것을 기다리는지도 모릅니다.',
    next: '--tls 옵션을 빼고 상대가 무엇을 보내는지 보십시오.',
  }),
  'bad-certificate': ({ path, problem }) => ({
    what: `'${path}' 파일은 TLS에 쓸 수 없습니다.`,
    why: `OpenSSL의 설명: ${problem}.`,
    next: 'PEM 형식의 파일과, 인증서에 맞는 개인 키를 주십시오: --cert FILE --key FILE.',
  }),
} satisfies Partial<Text['errors']>;
