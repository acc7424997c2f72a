-- Takes V6 back, with all rows of its tables.
drop table policy_sets, llm_models, deploy_commands, registration_tokens, role_bindings, users;
