/** How long a test waits for a fact, ms: far longer than it ever takes, so that a busy machine is no failure. */
const DEADLINE = 10_000;

/** The fact, or an error at the deadline that tells what was waited for and what was seen instead. */
export async function within<Fact>(
  fact: Promise<Fact>,
  wanted: string,
  seen: () => string,
  deadline = DEADLINE,
): Promise<Fact> {
  let timer: NodeJS.Timeout | undefined;
  const missed = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no ${wanted} in ${deadline} ms; saw:\n${seen()}`)),
      deadline,
    );
  });
  try {
    return await Promise.race([fact, missed]);
  } finally {
    clearTimeout(timer);
  }
}
