/** Parts of what passed whose names are words, and not the names of protocols. */
export type LayerKind = 'payload' | 'unmasked' | 'trailer' | 'unread' | 'record' | 'quoted';
