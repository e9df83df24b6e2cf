/** How Node makes every stream socket of ours. */
export const SOCKET_SETTINGS = {
  // Node would answer the peer's end of stream with our own at once; half-closing must stay visible.
  allowHalfOpen: true,
  // Node would go on reading for some 64 KiB after `pause`; one read at the most, and the rest waits in the kernel.
  highWaterMark: 0,
} as const;
