// Which key does what. Keys typed into a field belong to the field.

export type Shortcut =
  { readonly kind: 'undo' | 'redo' | 'open' | 'help' | 'settings' } | { readonly kind: 'step'; readonly index: number };

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

export function shortcutOf(event: Key, isTyping: boolean): Shortcut | null {
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && key === 'o') return { kind: 'open' };
  if (command && key === ',') return { kind: 'settings' };
  if (event.altKey && !command && /^[1-6]$/.test(key)) return { kind: 'step', index: Number(key) - 1 };
  if (isTyping) return null;
  if (command && key === 'z') return { kind: event.shiftKey ? 'redo' : 'undo' };
  if (command && key === 'y') return { kind: 'redo' };
  if (!command && event.key === '?') return { kind: 'help' };
  return null;
}
