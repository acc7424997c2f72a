-- Takes V38 back. Budgets and what was used of them are lost; usage_daily keeps the usage.
drop view api_token_budgets;
drop function purge_token_budgets, apply_token_budgets, token_budget_totals, token_budget_keys;
drop table token_budget_cursors, token_budget_usage;
delete from policies where kind = 'token_budget';
alter table policies drop constraint policies_kind_check;
alter table policies add constraint policies_kind_check check (kind in ('access_log', 'adaptive_concurrency',
  'admission_control', 'cache', 'circuit_breaker', 'client_limits', 'compression', 'cors', 'csrf', 'direct_response', 'dlp',
  'fallback', 'grpc_json', 'header', 'health_check', 'llm', 'load_balancer', 'mirror', 'outlier_detection', 'rate_limit',
  'redirect', 'request_limit', 'retry', 'rewrite', 'timeout', 'tracing', 'upgrade', 'variant', 'waf'));
