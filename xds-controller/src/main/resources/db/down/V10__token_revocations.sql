drop table token_revocations;
