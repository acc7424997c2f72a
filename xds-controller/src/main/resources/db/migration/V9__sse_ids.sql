-- Whether events of event streams get ids where they have none; never those of models' streams, whose clients know none.
alter table routes add column sse_ids text not null default 'none' check (sse_ids in ('none', 'add'));
alter table routes add constraint routes_sse_ids_not_of_models
  check (sse_ids = 'none' or dialect not in ('openai', 'anthropic'));
