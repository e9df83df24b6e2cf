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
      : `${grouped(names.length)} ${many}`;

/** A message in words; its name only where that of the content does not say it already. */
function told(message: TlsMessage, content: TlsContent): string {
  const { name, serverName, alpn = [], versions = [], ciphers, groups, alert } = message;
  const facts = [
    [
      ...(name === content ? [] : [clipped(name)]),
      ...(serverName === undefined ? [] : [`for ${clipped(serverName)}`]),
      ...(alert === undefined ? [] : [clipped(alert)]),
    ].join(' '),
    versionsOf(versions),
    counted(ciphers, 'ciphers'),
    counted(groups, 'groups'),
    alpn.length > 0 ? `ALPN ${few(alpn, '/')}` : '',
  ];
  return facts.filter((fact) => fact !== '').join(', ');
}

function contentOf({ readable, content, messages }: EventOf<'tls-record'>): string {
  if (!readable) return 'encrypted';
  const shown = messages.slice(0, 3).map((message) => told(message, content));
  const more = messages.length > 3 ? ['…'] : [];
  return [...shown, ...more].filter((words) => words !== '').join('; ') || 'readable';
}

const whose = ({ by, depth }: EventOf<'tls-certificate'>) =>
  depth > 0 ? "its issuer's" : by === 'us' ? 'ours' : "the peer's";

export const tlsSteps: Pick<Text['steps'], TlsEvent['type']> = {
  'tls-record': (record) => `${record.content}, ${bytes(record.length)}: ${contentOf(record)}`,
  'tls-secret': ({ label, clientRandom, secret }) =>
    `${clipped(label)}: a secret of ${bytes(secret.length / 2)}, client random ${clientRandom.slice(0, 8)}…`,
  'tls-certificate': (certificate) => {
    const { subject, issuer, names, notBefore, notAfter, fingerprint } = certificate;
    return [
      `${whose(certificate)}: ${clipped(subject)}${names.length > 0 ? `, for ${namesOf(names)}` : ''}`,
      issuer === subject ? 'issued by itself' : `issued by ${clipped(issuer)}`,
      `valid ${day(notBefore)} to ${day(notAfter)}`,
      `SHA-256 ${beginning(fingerprint)}`,
    ].join('; ');
  },
  'tls-verdict': ({ trusted, reason, name, enforced }) => {
    if (trusted) return `trusted${name ? `, and valid for ${clipped(name)}` : ''}`;
    if (reason === undefined) return enforced ? 'refused' : 'no certificate was asked for';
    const why = `${distrust(reason).words} (${clipped(reason)})`;
    return enforced ? `refused: ${why}` : `${why}, and accepted all the same`;
  },
  'tls-agreed': ({ version, cipher, group, alpn, resumed, elapsed }) =>
    [
      version,
      cipher,
      ...(group === undefined ? [] : [group]),
      ...(alpn === undefined ? [] : [`ALPN ${clipped(alpn)}`]),
      ...(resumed ? ['a session resumed'] : []),
      `after ${duration(elapsed)}`,
    ].join(', '),
};
