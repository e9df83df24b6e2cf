import { useEffect, useRef } from 'preact/hooks';
import { EVENT_TYPES } from '../../event/event.ts';
import { grouped } from '../../text/quantity.ts';
import type { Viewer } from '../hooks/use-viewer.ts';
import { useWords } from '../hooks/use-words.ts';
import type { PageLanguage } from '../model/languages.ts';
import type { Conversation } from '../model/recording.ts';
import { NO_FILTER } from '../model/rows.ts';
import { endText } from '../model/rung-text.ts';
import { toggled } from '../model/toggled.ts';
import { Choices } from './choices.tsx';

/** Conversations and kinds of steps, each switched on and off. */
export function FilterMenu({ viewer }: { readonly viewer: Viewer }) {
  const { page } = useWords();
  const { recording, filter, setFilter } = viewer;
  const menu = useRef<HTMLDetailsElement>(null);
  useClosing(menu);
  const off = filter.conversations.size + filter.kinds.size;
  const conversations = recording.conversations.map((one) => ({
    ...{ value: one.number, count: one.steps },
    label: conversationName(one, page),
  }));
  const kinds = EVENT_TYPES.flatMap((value) => {
    const count = recording.kinds.get(value);
    return count === undefined ? [] : [{ value, count, label: value }];
  });
  return (
    <details class="menu" ref={menu}>
      <summary>
        {page.filter}
        {off > 0 && <small class="off">−{grouped(off)}</small>}
      </summary>
      <div class="choices">
        <button type="button" class="reset" onClick={() => setFilter(NO_FILTER)}>
          {page.reset}
        </button>
        <Choices
          title={page.conversations}
          choices={conversations}
          off={filter.conversations}
          toggle={(one) =>
            setFilter({ ...filter, conversations: toggled(filter.conversations, one) })
          }
          set={(set) => setFilter({ ...filter, conversations: set })}
        />
        <Choices
          title={page.kinds}
          choices={kinds}
          off={filter.kinds}
          toggle={(one) => setFilter({ ...filter, kinds: toggled(filter.kinds, one) })}
          set={(set) => setFilter({ ...filter, kinds: set })}
        />
      </div>
    </details>
  );
}

/** Closes a menu when something else is pressed, or Escape is. */
function useClosing(menu: { readonly current: HTMLDetailsElement | null }): void {
  useEffect(() => {
    const close = () => menu.current?.removeAttribute('open');
    const onPointer = ({ target }: Event) => {
      if (target instanceof Node && !menu.current?.contains(target)) close();
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') close();
    };
    addEventListener('pointerdown', onPointer);
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('pointerdown', onPointer);
      removeEventListener('keydown', onKey);
    };
  }, [menu]);
}

function conversationName({ number, ends }: Conversation, page: PageLanguage['page']): string {
  if (number === undefined) return page.alone;
  const names = [endText(ends.left), endText(ends.right)];
  const known = names.filter((name) => name !== '');
  return known.length === 0 ? page.conversation(number) : known.join(' ⇄ ');
}
