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

/** What the guided run of WebSocket says between its steps. */
export type WsDemoText = Readonly<
  Record<
    | 'title'
    | 'request'
    | 'accept'
    | 'frame'
    | 'mask'
    | 'masked'
    | 'unmasked'
    | 'fragments'
    | 'ping'
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
    | 'connect'
    | 'close'
    | 'code'
    | 'reason'
    | 'text'
    | 'sendText'
    | 'binary'
    | 'sendBinary'
    | 'log'
    | 'sent'
    | 'received'
    | 'opened'
    | 'closed'
    | 'pings',
    string
  >
>;
