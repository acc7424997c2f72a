-- Takes V42 back. The events of token budgets are lost.
drop view api_token_budget_events;
drop function raise_token_budget_events;
create or replace function purge_token_budgets(today date) returns void
language sql set search_path = public, pg_temp as $$
  delete from token_budget_usage where period_start < date_trunc('month', today) - interval '1 month'
$$;
drop table token_budget_events;
