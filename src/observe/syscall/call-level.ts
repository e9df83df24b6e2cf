/** Which calls are watched: a socket's life alone, or its octets as well. */
export const CALL_LEVELS = ['lifecycle', 'all'] as const;
export type CallLevel = (typeof CALL_LEVELS)[number];
