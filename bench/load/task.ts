import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What the load generator is asked to do; it answers each with an `Answer`. */
export const taskSchema = v.variant('kind', [
  /** So many connections, each with 64 octets on the way at a time. */
  v.object({
    kind: v.literal('ping-pong'),
    port: count,
    connections: count,
    milliseconds: v.number(),
  }),
  /** One connection with megabytes on the way. */
  v.object({ kind: v.literal('bulk'), port: count, milliseconds: v.number() }),
  /** So many connections that stay open, each having had 64 octets echoed. */
  v.object({ kind: v.literal('hold'), port: count, connections: count }),
  /** Ends those that are held. */
  v.object({ kind: v.literal('release') }),
]);
export type Task = v.InferOutput<typeof taskSchema>;

/** What was sent and came back right, and how long that took; or what went wrong. */
export const answerSchema = v.union([
  v.object({ bytes: count, milliseconds: v.number() }),
  v.object({ error: v.string() }),
]);
export type Answer = v.InferOutput<typeof answerSchema>;

/** A stretch of traffic. */
export interface Slice {
  readonly bytes: number;
  readonly milliseconds: number;
}
