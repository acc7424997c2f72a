-- Rules about models are a kind of policy too.
alter table policy_sets drop constraint policy_sets_kind_check;
alter table policy_sets add constraint policy_sets_kind_check
  check (kind in ('authz', 'dlp', 'rbac', 'waf', 'ip', 'models', 'tiers'));
