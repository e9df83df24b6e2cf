/**
 * The columns of `ss -x -H -n` (ss(8)): type, state, the two queues, local name and inode, the peer's name, which is never known, and its
 * inode. A name may hold anything, so the row is read from its end.
 */
const ROW = /^u_(?:str|seq) +ESTAB +\d+ +\d+ .* (\d{1,10}) +\* +(\d{1,10}) *$/;

/**
 * Which socket is at the other end of which, by inodes, from what `ss -x -H -n` printed: connected stream and seqpacket sockets. Names
 * are printed raw, and one with a line break in it could pass for rows: a pair counts when both ends tell the same of each
 * other and nothing else is told of either. Never throws.
 */
export function parseSsUnix(text: string): Map<number, number> {
  const told = new Map<number, number>();
  for (const line of text.split('\n').slice(0, -1)) {
    const match = ROW.exec(line);
    if (!match) continue;
    const [inode, peer] = [Number(match[1]), Number(match[2])];
    const before = told.get(inode);
    told.set(inode, before === undefined || before === peer ? peer : 0);
  }
  return new Map([...told].filter(([inode, peer]) => peer !== 0 && told.get(peer) === inode));
}
