alter table routes drop constraint routes_sse_ids_not_of_models;
alter table routes drop column sse_ids;
