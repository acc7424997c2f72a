delete from policies where kind = 'llm';
alter table policies drop constraint policies_kind_check;
alter table policies add constraint policies_kind_check check (kind in ('access_log', 'adaptive_concurrency',
  'admission_control', 'cache', 'circuit_breaker', 'client_limits', 'compression', 'cors', 'csrf', 'direct_response', 'dlp',
  'fallback', 'grpc_json', 'header', 'health_check', 'load_balancer', 'mirror', 'outlier_detection', 'rate_limit',
  'redirect', 'request_limit', 'retry', 'rewrite', 'timeout', 'tracing', 'upgrade', 'variant', 'waf'));
