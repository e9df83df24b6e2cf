import type { DeflateParameters } from '../../src/ws/extension-offer.ts';
import type { Agreement } from './codec.ts';

const PLAIN: Agreement = {
  serverForgets: false,
  clientForgets: false,
  serverBits: 15,
  clientBits: 15,
};

/** What an answer agrees on (RFC 7692 §7.1): of the suite's own reading. */
export function agreementOf(answer: string | undefined): Agreement | undefined {
  if (answer === undefined) return undefined;
  const [name, ...parameters] = answer.split(';').map((part) => part.trim());
  if (name !== 'permessage-deflate') throw new Error(answer);
  const values = new Map(
    parameters.map((part) => {
      const [key = '', value = ''] = part.split('=');
      return [key, value] as const;
    }),
  );
  const bits = (key: string) => Number(values.get(key) ?? 15);
  return {
    serverForgets: values.has('server_no_context_takeover'),
    clientForgets: values.has('client_no_context_takeover'),
    serverBits: bits('server_max_window_bits'),
    clientBits: bits('client_max_window_bits'),
  };
}

type Bits = number | 'any' | undefined;

function written(server: boolean, client: boolean, serverBits: Bits, clientBits: Bits): string {
  const withBits = (name: string, bits: Bits) =>
    bits === 'any' ? name : bits && `${name}=${bits}`;
  const parts = [
    'permessage-deflate',
    server && 'server_no_context_takeover',
    client && 'client_no_context_takeover',
    withBits('server_max_window_bits', serverBits),
    withBits('client_max_window_bits', clientBits),
  ];
  return parts.filter((part) => typeof part === 'string').join('; ');
}

const BOTH = [false, true];
const SERVER_BITS = [undefined, 8, 9, 15];

/** An offer, and what has to be agreed on. */
export interface ServerRow {
  readonly offer: string;
  readonly agreed: Agreement | undefined;
}

const COMBINED: readonly ServerRow[] = BOTH.flatMap((serverForgets) =>
  BOTH.flatMap((clientForgets) =>
    SERVER_BITS.flatMap((serverBits) =>
      [undefined, 'any' as const, 8, 9, 15].map((clientBits) => ({
        offer: written(serverForgets, clientForgets, serverBits, clientBits),
        agreed: {
          ...{ serverForgets, clientForgets, serverBits: serverBits ?? 15 },
          clientBits: typeof clientBits === 'number' ? clientBits : 15,
        },
      })),
    ),
  ),
);

const BAD_FIRST = [
  ...['server_max_window_bits=7', 'server_max_window_bits=16', 'server_max_window_bits'],
  ...['client_max_window_bits=7', 'client_max_window_bits=08', 'client_max_window_bits=x'],
  ...['server_no_context_takeover=1', 'client_no_context_takeover; client_no_context_takeover'],
  ...['surprise', 'surprise=1'],
].map((parameters) => `permessage-deflate; ${parameters}`);

const SEVERAL: readonly ServerRow[] = [
  ...BAD_FIRST.flatMap((bad) => [
    { offer: bad, agreed: undefined },
    {
      offer: `${bad}, permessage-deflate; server_max_window_bits=9`,
      agreed: { ...PLAIN, serverBits: 9 },
    },
  ]),
  { offer: 'x-webkit-deflate-frame, permessage-deflate', agreed: PLAIN },
  { offer: 'permessage-bzip2; client_max_compress_level=9', agreed: undefined },
  {
    offer: 'permessage-deflate; server_max_window_bits="10"',
    agreed: { ...PLAIN, serverBits: 10 },
  },
  {
    offer: [
      'permessage-deflate; server_no_context_takeover; client_max_window_bits; server_max_window_bits=9',
      'permessage-deflate; server_no_context_takeover; client_max_window_bits',
      'permessage-deflate; client_max_window_bits',
    ].join(', '),
    agreed: { ...PLAIN, serverForgets: true, serverBits: 9 },
  },
  {
    offer: 'permessage-deflate; client_max_window_bits=9; server_max_window_bits=12',
    agreed: { ...PLAIN, clientBits: 9, serverBits: 12 },
  },
];

/** Group 13 for a server that takes whatever it is offered. */
export const SERVER_ROWS: readonly ServerRow[] = [...COMBINED, ...SEVERAL];

/** What a client offers, and what it is answered: `agreed` with its own word counted in. */
export interface ClientRow {
  readonly offers: readonly DeflateParameters[];
  readonly answer: string | undefined;
  readonly agreed: Agreement | undefined;
}

const NOTHING_ASKED = { serverNoContextTakeover: false, clientNoContextTakeover: false } as const;
const ANY: DeflateParameters = { ...NOTHING_ASKED, clientMaxWindowBits: 'any' };
const SMALL: DeflateParameters = { ...ANY, serverNoContextTakeover: true, serverMaxWindowBits: 9 };
const MODEST: DeflateParameters = {
  serverNoContextTakeover: false,
  clientNoContextTakeover: true,
  clientMaxWindowBits: 10,
};

/** Group 13 for a client: whatever a server may answer. */
export const CLIENT_ROWS: readonly ClientRow[] = [
  ...BOTH.flatMap((server) =>
    BOTH.flatMap((client) =>
      SERVER_BITS.flatMap((serverBits) =>
        SERVER_BITS.map((clientBits) => written(server, client, serverBits, clientBits)),
      ),
    ),
  ).map((answer) => ({ offers: [ANY], answer, agreed: agreementOf(answer) })),
  { offers: [ANY], answer: undefined, agreed: undefined },
  { offers: [], answer: undefined, agreed: undefined },
  ...[
    [SMALL, ANY],
    [ANY, SMALL],
    [SMALL, MODEST, ANY],
  ].flatMap((offers) =>
    [
      'permessage-deflate; server_no_context_takeover; server_max_window_bits=9',
      'permessage-deflate; server_max_window_bits=8; server_no_context_takeover; client_max_window_bits=11',
      'permessage-deflate; client_max_window_bits=15',
      'permessage-deflate',
    ].map((answer) => ({ offers, answer, agreed: agreementOf(answer) })),
  ),
  ...[
    'permessage-deflate',
    'permessage-deflate; client_no_context_takeover; client_max_window_bits=9',
  ].map((answer) => ({ offers: [MODEST], answer, agreed: agreementOf(answer) })),
];
