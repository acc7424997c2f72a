-- Tokens of agents. The token before the last one stays valid until the last one is used, so that a lost answer locks no
-- agent out.
alter table agents add column previous_token_nonce_hash bytea;
alter table agents add constraint agents_token_nonce_hash_check check (length(token_nonce_hash) = 32);
alter table agents add constraint agents_previous_token_nonce_hash_check check (length(previous_token_nonce_hash) = 32);

-- A revoked agent has no valid token, whoever revokes it.
create function clear_agent_tokens() returns trigger language plpgsql as $$
begin
  new.token_nonce_hash := null;
  new.previous_token_nonce_hash := null;
  return new;
end
$$;
create trigger clear_tokens before insert or update on agents for each row
  when (new.status = 'revoked') execute function clear_agent_tokens();
