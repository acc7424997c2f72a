-- Takes V1 back, with all rows of its tables. The roles stay: they belong to the whole server, and others may use them.
drop table gateway_listeners, gateways, policies, route_backends, routes, backend_endpoints, backends, api_versions,
  api_services, node_states, agents, clusters, tenants, change_log;
drop function fill_route_backend, require_listener, are_methods, log_change, touch_aggregate, touch_row;
drop procedure watch_table;
