import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const connections = count;
const milliseconds = v.number();

/** Where a stream server listens: a port of loopback, under TLS when the load knows the certificate (PEM), or a path. */
const targetSchema = v.union([
  v.object({ port: count, ca: v.optional(v.string()) }),
  v.object({ path: v.string() }),
]);
export type Target = v.InferOutput<typeof targetSchema>;

/** WebSocket messages: how long, compressed or not, and in frames of so many octets. */
const shapeSchema = v.object({ size: count, compressed: v.boolean(), fragment: v.optional(count) });

/** So many WebSocket connections, each with so many messages on the way. */
const wsSchema = v.object({
  kind: v.literal('ws'),
  at: targetSchema,
  shape: shapeSchema,
  connections,
  inFlight: count,
  milliseconds,
});
export type WsTask = v.InferOutput<typeof wsSchema>;

/** What the load generator is asked to do; it answers each with an `Answer`. */
export const taskSchema = v.variant('kind', [
  /** So many connections, each with 64 octets on the way at a time. */
  v.object({ kind: v.literal('ping-pong'), at: targetSchema, connections, milliseconds }),
  /** One connection with megabytes on the way. */
  v.object({ kind: v.literal('bulk'), at: targetSchema, milliseconds }),
  /** So many connections that stay open, each having had 64 octets echoed. */
  v.object({ kind: v.literal('hold'), at: targetSchema, connections }),
  /** Ends those that are held. */
  v.object({ kind: v.literal('release') }),
  /** So many datagram sockets, each with a datagram of 64 octets on the way at a time. */
  v.object({ kind: v.literal('datagrams'), at: targetSchema, sockets: count, milliseconds }),
  /** Datagrams of 64 octets from one socket, whether they are answered or not. */
  v.object({ kind: v.literal('flood'), at: targetSchema, milliseconds }),
  wsSchema,
]);
export type Task = v.InferOutput<typeof taskSchema>;

const sliceSchema = v.object({
  bytes: count,
  milliseconds,
  lost: v.optional(count),
  wire: v.optional(count),
});

/** What was echoed, and how long that took; or what went wrong. */
export const answerSchema = v.union([sliceSchema, v.object({ error: v.string() })]);
export type Answer = v.InferOutput<typeof answerSchema>;

/**
 * A stretch of traffic: octets echoed; of datagrams, those that were lost because the server read too slowly; and of WebSocket messages, the octets of
 * the frames that came back.
 */
export type Slice = v.InferOutput<typeof sliceSchema>;
