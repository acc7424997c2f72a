-- Takes V27 back.
drop trigger clear_tokens on agents;
drop function clear_agent_tokens;
alter table agents drop constraint agents_token_nonce_hash_check;
alter table agents drop column previous_token_nonce_hash;
