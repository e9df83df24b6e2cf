/** Words of the filter language that choose among packets by their headers (pcap-filter(7)). */
const WORDS: ReadonlySet<string> = new Set([
  ...['and', 'or', 'not', 'tcp', 'udp', 'icmp', 'icmp6', 'ip', 'ip6', 'proto'],
  ...['host', 'port', 'portrange', 'src', 'dst', 'len', 'less', 'greater'],
]);

const MOST = 400;
/** An IPv6 address, a word, a number, an IPv4 address or a range of ports, an operator. */
const TOKEN =
  /(?=[0-9a-f]*:[0-9a-f]*:)[0-9a-f:]{2,39}|[a-z][a-z0-9]*|0x[0-9a-f]{1,8}|\d[\d.-]*|[<>!=]=|[()[\]:&|<>=+*/-]| +/y;

/**
 * Whether a filter for a capture is one we would pass on: words, numbers and operators of pcap-filter(7) alone, and not many. It is given
 * to tcpdump(8) as one argument, and never to a shell.
 */
export function isFilter(text: string): boolean {
  if (text.length > MOST || text.startsWith('-')) return false;
  const token = new RegExp(TOKEN);
  while (token.lastIndex < text.length) {
    const [found] = token.exec(text) ?? [];
    if (found === undefined) return false;
    if (/^[a-z][a-z0-9]*$/.test(found) && !WORDS.has(found)) return false;
  }
  return true;
}
