// Putting labels of photos right, from any page: an edit of the document, a message with undo.

import { labelEditor } from '../lib/photo-labels.ts';
import type { LabelEditor } from '../lib/photo-labels.ts';
import { photoWords } from '../text/photos.ts';
import type { App } from './app.svelte.ts';
import { locale } from './locale.svelte.ts';
import type { Project } from './project.svelte.ts';

export function editorFor(app: App, project: Project): LabelEditor {
  return labelEditor({
    document: () => project.document,
    edit: (change) => app.attempt(() => project.edit(change)),
    say: (name, value) => {
      const t = photoWords[locale.language];
      const text =
        value === undefined ? t.takenBack(name) : value === null ? t.leftOut(name) : t.relabelled(name, String(value));
      app.toasts.say(text, () => void app.attempt(() => project.undo()));
    },
  });
}
