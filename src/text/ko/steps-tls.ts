import type { EventOf } from '../../event/event.ts';
import type { TlsContent, TlsEvent, TlsMessage } from '../../event/tls-event.ts';
import { beginning, clipped, day, few, namesOf, versionsOf } from '../brief.ts';
import { bytes, duration, grouped } from '../quantity.ts';
import type { Text } from '../text.ts';
import { distrust } from './distrust.ts';

/** One by its name, many by their number: a hello may offer dozens. */
const counted = (names: readonly string[] | undefined, many: string) =>
  names === undefined || names.length === 0
    ? ''
    : names.length === 1
      ? few(names)
      : `${many} ${grouped(names.length)}개`;

/** A message in words; its name only where that of the content does not say it already. */
function told(message: TlsMessage, content: TlsContent): string {
  const { name, serverName, alpn = [], versions = [], ciphers, groups, alert } = message;
  const facts = [
    [...(name === content ? [] : [name]), ...(alert === undefined ? [] : [alert])]
      .map(clipped)
      .join(' '),
    serverName === undefined ? '' : `서버 이름 ${clipped(serverName)}`,
    versionsOf(versions),
    counted(ciphers, '암호'),
    counted(groups, '그룹'),
    alpn.length > 0 ? `ALPN ${few(alpn, '/')}` : '',
  ];
  return facts.filter((fact) => fact !== '').join(', ');
}

function contentOf({ readable, content, messages }: EventOf<'tls-record'>): string {
  if (!readable) return '암호문';
  const shown = messages.slice(0, 3).map((message) => told(message, content));
  const more = messages.length > 3 ? ['…'] : [];
  return [...shown, ...more].filter((words) => words !== '').join('; ') || '평문';
}

const whose = ({ by, depth }: EventOf<'tls-certificate'>) =>
  depth > 0 ? '발급자 것' : by === 'us' ? '이쪽 것' : '상대 것';

export const tlsSteps: Pick<Text['steps'], TlsEvent['type']> = {
  'tls-record': (record) =>
    `${record.content} 레코드, ${bytes(record.length)}: ${contentOf(record)}`,
  'tls-secret': ({ label, clientRandom, secret }) =>
    `${clipped(label)}: 비밀값 ${bytes(secret.length / 2)}, client random ${clientRandom.slice(0, 8)}…`,
  'tls-certificate': (certificate) => {
    const { subject, issuer, names, notBefore, notAfter, fingerprint } = certificate;
    return [
      `${whose(certificate)}: ${clipped(subject)}${names.length > 0 ? `, 이름 ${namesOf(names)}` : ''}`,
      issuer === subject ? '스스로 발급' : `발급 ${clipped(issuer)}`,
      `유효 ${day(notBefore)}~${day(notAfter)}`,
      `SHA-256 ${beginning(fingerprint)}`,
    ].join('; ');
  },
  'tls-verdict': ({ trusted, reason, name, enforced }) => {
    if (trusted) return `믿을 수 있습니다${name ? ` (이름 ${clipped(name)} 맞음)` : ''}`;
    if (reason === undefined) return enforced ? '거부합니다' : '인증서를 요구하지 않았습니다';
    const why = `${distrust(reason).words} (${clipped(reason)})`;
    return enforced ? `거부: ${why}` : `${why}, 그래도 씁니다`;
  },
  'tls-agreed': ({ version, cipher, group, alpn, resumed, elapsed }) =>
    [
      `합의: ${version}`,
      cipher,
      ...(group === undefined ? [] : [group]),
      ...(alpn === undefined ? [] : [`ALPN ${clipped(alpn)}`]),
      ...(resumed ? ['세션 재개'] : []),
      duration(elapsed),
    ].join(', '),
};
