-- How requests are spread over the endpoints of a backend; endpoints that are drained or labelled; routes to labels.
alter table backends add column balancing jsonb check (jsonb_typeof(balancing) = 'object');
alter table backend_endpoints add column drain boolean not null default false;
alter table backend_endpoints add column labels jsonb not null default '{}' check (jsonb_typeof(labels) = 'object');
alter table route_backends add column subset jsonb not null default '{}' check (jsonb_typeof(subset) = 'object');
