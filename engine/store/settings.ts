// The program's settings: language, theme, device. One row each, as JSON.

import type { Database } from 'better-sqlite3';
import type { Settings } from '../contract/views.ts';

const initial: Settings = { language: null, theme: 'system', device: 'auto' };

export function settingsTable(database: Database) {
  const select = database.prepare<[], { name: string; value: string }>('select name, value from setting');
  const upsert = database.prepare(
    'insert into setting (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
  );
  return {
    /** What was set, over the initial values. */
    read(): Settings {
      const found = Object.fromEntries(select.all().map((row) => [row.name, JSON.parse(row.value) as unknown]));
      return { ...initial, ...found } as Settings;
    },
    write(settings: Settings): Settings {
      database.transaction(() => {
        for (const [name, value] of Object.entries(settings)) upsert.run(name, JSON.stringify(value));
      })();
      return settings;
    },
  };
}
