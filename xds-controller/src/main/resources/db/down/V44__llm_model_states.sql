-- Takes V44 back. Replicas report the states again after another upgrade.
drop function llm_model_health, apply_llm_model_states;
drop table llm_model_states;
