// Putting the label of a photo right: what it can be changed to, and how a change is carried out and undone.

import { correctionOf, withCorrection, withoutCorrection } from '../../engine/contract/corrections.ts';
import type { LabelPlace } from '../../engine/contract/corrections.ts';
import type { ColumnProfile } from '../../engine/contract/health.ts';
import type { ProjectDocument } from '../../engine/contract/project.ts';
import type { Task } from '../../engine/contract/tasks.ts';

/** Words to choose from; null = a number is typed. */
export type LabelChoices = readonly string[] | null;

export interface LabelEditor {
  /** What was decided: undefined = nothing, null = the label is not used. */
  decided(place: LabelPlace): string | number | null | undefined;
  /** `undefined` takes the decision back. */
  decide(place: LabelPlace, value: string | number | null | undefined, name: string): void;
}

export function labelChoices(column: ColumnProfile): LabelChoices {
  return column.kind === 'category' ? column.levels.map((one) => one.level) : null;
}

/** The data set of photos that a task is about; null where it is about none. */
export function photoSourceOf(document: ProjectDocument | null, task: Task): string | null {
  const data = document?.data ?? [];
  const own = data.length === 1 ? data[0] : data.find((source) => source.id === task.data);
  return own?.images ? own.id : null;
}

interface Deciding {
  document(): ProjectDocument | null;
  edit(change: (document: ProjectDocument) => ProjectDocument): Promise<boolean>;
  /** Says what was done, with undo. */
  say(name: string, value: string | number | null | undefined): void;
}

export function labelEditor({ document, edit, say }: Deciding): LabelEditor {
  return {
    decided: (place) => {
      const now = document();
      return now === null ? undefined : correctionOf(now, place);
    },
    decide: (place, value, name) => {
      const change = (now: ProjectDocument): ProjectDocument =>
        value === undefined ? withoutCorrection(now, place) : withCorrection(now, place, value);
      void edit(change).then((isDone) => isDone && say(name, value));
    },
  };
}
