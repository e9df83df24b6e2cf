import { useEffect, useRef } from 'preact/hooks';

/** What a key does, by its name (UI Events KeyboardEvent key values). */
export type Keys = Readonly<Record<string, () => void>>;

/** What is typed into or chosen from: every key is theirs. */
const TYPED = 'input, select, textarea';
/** What is pressed, or walked through: letters are nothing to them. */
const WALKED = 'button, summary, [role=tab], [role=tree], [data-keys]';

/** Listens to the keys of the whole page. */
export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const act = Object.hasOwn(current.current, event.key)
        ? current.current[event.key]
        : undefined;
      if (!act || event.defaultPrevented || isTheirs(event)) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

function isTheirs({ target, key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  if (ctrlKey || altKey || metaKey) return true;
  if (!(target instanceof Element)) return false;
  if (target.closest(TYPED) !== null) return true;
  return target.closest(WALKED) !== null && !/^[a-z/]$/.test(key);
}
