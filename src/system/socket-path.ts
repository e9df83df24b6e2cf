/** Whether a path is a name in Linux's abstract namespace, which is no file: `@name` (unix(7)). */
export function isAbstract(path: string): boolean {
  return path.startsWith('@');
}

/** The path as Node and the kernel want it: an abstract name begins with NUL, which nobody can type. */
export function nodePath(path: string): string {
  return isAbstract(path) ? `\0${path.slice(1)}` : path;
}
