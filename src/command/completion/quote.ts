/** Text as one word of bash or zsh, whatever is in it: POSIX's single quotes. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
