/** Which end of the WebSocket connection we are: clients mask what they send, servers do not (RFC 6455 §5.1). */
export type Role = 'client' | 'server';
