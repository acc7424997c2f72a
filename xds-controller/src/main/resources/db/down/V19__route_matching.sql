delete from routes where path_kind = 'template';
alter table routes drop constraint routes_regex_not_rewritten;
alter table routes add constraint routes_regex_not_rewritten check (path_kind <> 'regex' or rewrite_prefix is null);
alter table routes drop constraint routes_path_kind_check;
alter table routes add constraint routes_path_kind_check check (path_kind in ('prefix', 'exact', 'regex'));
