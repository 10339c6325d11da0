// The first schema. A released step is never edited: a change is a new numbered file.

export const first = `
create table setting (
  name text primary key,
  value text not null
) strict;

-- place: which revision is shown now. serial: the last revision number given out; numbers are never used twice.
create table project (
  id text primary key,
  name text not null,
  created_at integer not null,
  changed_at integer not null,
  deleted_at integer,
  place integer not null default 0,
  serial integer not null default 0,
  row_count integer
) strict;
create unique index project_name on project (name) where deleted_at is null;

-- One row an edit, in order of place; undo and redo move project.place. An empty project has a null document.
create table project_revision (
  project_id text not null references project (id) on delete cascade,
  place integer not null,
  number integer not null,
  document text,
  made_at integer not null,
  primary key (project_id, place)
) strict;

-- What a person said about files of one kind, for the next file of that kind.
create table import_setting (
  file_kind text primary key,
  settings text not null,
  used_at integer not null
) strict;

-- Named by content: two projects with the same data and split share one. Removed with its last run.
create table snapshot (
  id text primary key,
  project_id text not null,
  record text not null,
  created_at integer not null
) strict;

create table run (
  position integer primary key autoincrement,
  id text not null unique,
  project_id text not null references project (id) on delete cascade,
  snapshot_id text references snapshot (id),
  kind text not null,
  recipe text not null,
  seed integer not null,
  state text not null,
  queued_at integer not null,
  started_at integer,
  ended_at integer,
  epochs integer not null,
  failure text,
  result text,
  decision text,
  document text not null
) strict;
create index run_project on run (project_id, position);
create index run_state on run (state);

create table epoch (
  run_id text not null references run (id) on delete cascade,
  epoch integer not null,
  record text not null,
  primary key (run_id, epoch)
) strict, without rowid;

create table weight_note (
  position integer primary key,
  run_id text not null references run (id) on delete cascade,
  epoch integer not null,
  record text not null
) strict;
create index weight_note_run on weight_note (run_id, epoch);

-- Bytes that belong to a run lie in files named by their hash.
create table artifact (
  run_id text not null references run (id) on delete cascade,
  name text not null,
  hash text not null,
  bytes integer not null,
  saved_at integer not null,
  primary key (run_id, name)
) strict, without rowid;
create index artifact_hash on artifact (hash);

-- Who decided what about which run, and why. Never changed.
create table decision (
  position integer primary key,
  run_id text not null references run (id) on delete cascade,
  decision text not null,
  decided_by text not null,
  reason text not null,
  decided_at integer not null
) strict;

-- Reports handed out, with the runs they speak of and the hash of the file.
create table report (
  position integer primary key,
  project_id text not null references project (id) on delete cascade,
  language text not null,
  runs text not null,
  file_hash text not null,
  made_at integer not null
) strict;

-- The page holds a token, never a path.
create table file (
  token text primary key,
  path text not null,
  name text not null,
  bytes integer not null,
  made_at integer not null
) strict;
`;
