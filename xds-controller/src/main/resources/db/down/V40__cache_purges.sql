-- Takes V40 back. Responses that a purge would have dropped are served until their time is over.
drop table cache_purges;
drop function drop_old_cache_purges;
