alter table route_backends drop column subset;
alter table backend_endpoints drop column labels;
alter table backend_endpoints drop column drain;
alter table backends drop column balancing;
