-- Takes V49 back: the API shows neither policies in force nor results of shadow policies.
drop view api_shadow_results, api_policy_sets;
