import type { SocketLife } from '../../observe/syscall/socket-lives.ts';
import type { SocketState } from '../../observe/syscall/syscall-fact.ts';
import type { Life } from '../../view/life-table.ts';

/** A socket's life as it is shown, under its label. */
export function lifeOf({ socket: it, end, ...life }: SocketLife, label: string): Life {
  const { sent, received, by, failed, accepted, towards } = life;
  return {
    socket: label,
    kind: kindOf(it),
    process: it.process,
    ...{ local: it.local, remote: it.remote ?? towards, sent, received },
    end: {
      accepted,
      ...end,
      ...(by !== undefined && { by }),
      ...(failed !== undefined && { failed }),
    },
  };
}

const KINDS = {
  ...{ stream: 'TCP', dgram: 'UDP', seqpacket: 'seqpacket', raw: 'raw', other: '?' },
} as const satisfies Readonly<Record<NonNullable<SocketState['kind']>, string>>;

/** `TCP`, `UDP`, `Unix`, or the protocol that was asked for where it is another: `SCTP`. */
function kindOf({ domain, kind, protocol = '' }: SocketState): string {
  if (domain === 'unix') {
    return kind === undefined || kind === 'stream' ? 'Unix' : `Unix ${kind}`;
  }
  const [, named = ''] = /^IPPROTO_(\w{1,12})$/.exec(protocol) ?? [];
  if (named !== '' && named !== 'IP') return named;
  return kind === undefined ? '?' : KINDS[kind];
}
