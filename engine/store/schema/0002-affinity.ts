// The affinity map of a project: one, the newest. `basis` says what it was measured on.

export const affinity = `
create table affinity (
  project_id text primary key references project (id) on delete cascade,
  basis text not null,
  map text not null,
  made_at integer not null
) strict;
`;
