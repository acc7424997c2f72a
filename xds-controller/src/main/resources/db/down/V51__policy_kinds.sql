delete from policy_sets where kind = 'models';
alter table policy_sets drop constraint policy_sets_kind_check;
alter table policy_sets add constraint policy_sets_kind_check
  check (kind in ('authz', 'dlp', 'rbac', 'waf', 'ip', 'tiers'));
