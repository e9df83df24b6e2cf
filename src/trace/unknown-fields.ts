import type { UnknownFields } from '../event/seen.ts';
import { DEEPEST } from './format.ts';

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What of a JSON value is known: all of it, the fields of an object, or what the items of an array are. */
export type Shape =
  | typeof KNOWN
  | { readonly fields: ReadonlyMap<string, Shape> }
  | { readonly item: Shape };
const KNOWN = {};

/** The shape of what a valibot schema asks for. */
export function shapeOf(schema: object): Shape {
  if ('wrapped' in schema && isObject(schema.wrapped)) return shapeOf(schema.wrapped);
  if ('entries' in schema && isObject(schema.entries)) {
    const entries = Object.entries(schema.entries).map(([name, entry]): [string, Shape] => [
      name,
      isObject(entry) ? shapeOf(entry) : KNOWN,
    ]);
    return { fields: new Map(entries) };
  }
  const item = 'item' in schema && isObject(schema.item) ? shapeOf(schema.item) : KNOWN;
  return item === KNOWN ? KNOWN : { item };
}

/** What a JSON value has that its shape does not, in the places where it stood; `undefined` if there is nothing. */
export function unknownIn(value: JsonObject, shape: Shape): UnknownFields | undefined {
  const found: [string, unknown][] = [];
  for (const name of Object.keys(value)) {
    const inner = innerShape(shape, name);
    if (inner === KNOWN) continue;
    const unknown = inner ? unknownWithin(value[name], inner) : value[name];
    if (unknown !== undefined) found.push([name, unknown]);
  }
  // No assignment: `__proto__` is a name like any other here.
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

function innerShape(shape: Shape, name: string): Shape | undefined {
  if ('fields' in shape) return shape.fields.get(name);
  return 'item' in shape ? shape.item : KNOWN;
}

function unknownWithin(field: unknown, shape: Shape): UnknownFields | undefined {
  return isObject(field) ? unknownIn(field, shape) : undefined;
}

/** The names of what `unknownIn` found, each with the way to it, but for places in an array: `mood`, `messages.color`. */
export function unknownNames(unknown: JsonObject, shape: Shape): string[] {
  return Object.entries(unknown).flatMap(([name, field]) => {
    if ('item' in shape) return isObject(field) ? unknownNames(field, shape.item) : [];
    const inner = 'fields' in shape ? shape.fields.get(name) : undefined;
    if (inner === undefined || !isObject(field)) return [name];
    return unknownNames(field, inner).map((more) => `${name}.${more}`);
  });
}

/** Whether a JSON value has more than `DEEPEST` objects and arrays within one another. Looks no deeper than that. */
export function isTooDeep(value: unknown, levels: number = DEEPEST): boolean {
  if (!isObject(value)) return false;
  return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1));
}

/** The value with what is unknown of it in its old places. What is known stays as it is. */
export function withUnknown(known: object, unknown: UnknownFields): object {
  const more = new Map(Object.entries(unknown));
  const entries: [string, unknown][] = Object.entries(known).map(([name, value]) => {
    const inner = more.get(name);
    more.delete(name);
    return [name, isObject(value) && isObject(inner) ? withUnknown(value, inner) : value];
  });
  if (Array.isArray(known)) return entries.map(([, value]) => value);
  return Object.fromEntries([...entries, ...more]);
}

/** Whether a JSON value is an object, or an array, whose names are its places. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}
