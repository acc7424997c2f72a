-- The states of language models as replicas of extproc-dlp-server see them. A replica repeats its rows every ten seconds, and
-- rows that it does not repeat do not count. They need no recovery after a crash of the database.
create unlogged table llm_model_states (
  model_id uuid not null,
  writer_id uuid not null,
  state text not null check (state in ('DEGRADED', 'INACTIVE')),
  reason text not null check (length(reason) <= 200),
  since timestamptz not null,
  reported_at timestamptz not null default now(),
  primary key (model_id, writer_id)
);

-- Replaces the rows of a process. Models that it leaves out are active there.
create function apply_llm_model_states(writer uuid, states jsonb) returns void
language sql set search_path = public, pg_temp as $$
  delete from llm_model_states where (model_id, writer_id) in (
    select s.model_id, s.writer_id from llm_model_states s
    where s.reported_at < now() - interval '1 minute' or s.writer_id = writer and not exists (
      select from jsonb_to_recordset(states) as r(model uuid) where r.model = s.model_id)
    for update skip locked);
  insert into llm_model_states as t (model_id, writer_id, state, reason, since)
    select distinct on (m.id) m.id, writer, r.state, left(r.reason, 200),
      now() - least(r.lasting, 31536000000) * interval '1 millisecond'
    from jsonb_to_recordset(states) as r(model uuid, state text, reason text, lasting bigint)
    join llm_models m on m.id = r.model
    order by m.id
    on conflict (model_id, writer_id) do update set
      state = excluded.state, reason = excluded.reason, reported_at = excluded.reported_at,
      since = case when t.state = excluded.state then t.since else excluded.since end
$$;

-- Returns the worst state of a model that a replica reports, how many report it, since when the first one does, and why.
create function llm_model_health(model uuid) returns jsonb
language sql stable set search_path = public, pg_temp as $$
  select coalesce(
    (select jsonb_build_object('state', s.state, 'replicas', count(*), 'since', min(s.since),
        'reason', (array_agg(s.reason order by s.since))[1])
      from llm_model_states s where s.model_id = model and s.reported_at > now() - interval '30 seconds'
      -- The order of the alphabet.
      group by s.state order by s.state desc limit 1),
    jsonb_build_object('state', 'ACTIVE', 'replicas', 0, 'since', null, 'reason', null))
$$;

alter table llm_model_states enable row level security;
create policy others on llm_model_states using (current_user <> 'sluice_management')
  with check (current_user <> 'sluice_management');
-- The API sees the states of the models that it sees.
create policy tenant_wall on llm_model_states for select to sluice_management
  using (exists (select from llm_models m where m.id = model_id));

revoke execute on function apply_llm_model_states, llm_model_health from public;
grant execute on function apply_llm_model_states to sluice_compiler;
grant execute on function llm_model_health to sluice_management;
grant select, insert, update, delete on llm_model_states to sluice_compiler;
grant select on llm_model_states to sluice_management, sluice_api;
