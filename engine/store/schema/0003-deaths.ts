// How often an engine died over a run, and how many epochs the run had when it last did.

export const deaths = `
alter table run add column deaths integer not null default 0;
alter table run add column death_epochs integer not null default -1;
`;
