/** What a header of an opening handshake is for. The names that belong to each are a matter of the protocol. */
type HeaderWord =
  | 'host'
  | 'upgrade'
  | 'connection'
  | 'key'
  | 'version'
  | 'accept'
  | 'subprotocol'
  | 'extensions'
  | 'origin'
  | 'cookie'
  | 'authorization'
  | 'user-agent'
  | 'browser-preference'
  | 'cache'
  | 'fetch-metadata'
  | 'allow'
  | 'location'
  | 'date'
  | 'server'
  | 'body';

/** What stands beside the headers of a handshake: one short phrase each. */
export type HeadersText = Readonly<Record<HeaderWord, string>>;

/** What the bits of a frame's header say: one short phrase each. */
type BitsWord =
  | 'last-fragment'
  | 'more-fragments'
  | 'reserved-clear'
  | 'reserved-set'
  | 'masked'
  | 'unmasked'
  | 'length-in-16-bits'
  | 'length-in-64-bits'
  | 'reservedOpcode'
  | 'onTheWire'
  | 'unmaskedPayload';

/** What stands beside the bits of a frame. */
export type BitsText = Readonly<Record<BitsWord, string>>;

/** What the guided run of WebSocket says between its steps. */
export type WsDemoText = Readonly<
  Record<
    | 'title'
    | 'request'
    | 'accept'
    | 'joined'
    | 'hashed'
    | 'encoded'
    | 'refused'
    | 'frame'
    | 'bits'
    | 'fragments'
    | 'ping'
    | 'silent'
    | 'compression'
    | 'violation'
    | 'close',
    string
  >
> & {
  readonly next: readonly string[];
};

/** The words of the page that a WebSocket server shows a browser. */
export type PageText = Readonly<
  Record<
    | 'language'
    | 'title'
    | 'lead'
    | 'state'
    | 'address'
    | 'subprotocols'
    | 'connect'
    | 'close'
    | 'code'
    | 'reason'
    | 'codes'
    | 'text'
    | 'sendText'
    | 'binary'
    | 'sendBinary'
    | 'log'
    | 'sent'
    | 'received'
    | 'opened'
    | 'closed'
    | 'clean'
    | 'unclean'
    | 'refused'
    | 'pings',
    string
  >
>;
