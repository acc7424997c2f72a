package dev.sluice.e2e.rows;

/** The routes and backends of one service, beside the route and the backend of its product. */
public final class RouteRows {
  private static final String BACKEND =
      """
      with backend as (insert into backends (api_service_id, name) select id, ? from api_services where name = ?
        returning id)
      insert into backend_endpoints (backend_id, host, port) select id, '127.0.0.1', ? from backend
      """;
  private static final String ROUTE =
      """
      with route as (insert into routes (api_service_id, name, path_kind, path, streaming)
          select id, ?, ?, ?, true from api_services where name = ? returning id, api_service_id)
      insert into route_backends (route_id, backend_id, api_service_id)
      select route.id, backends.id, backends.api_service_id from route
      join backends on backends.api_service_id = route.api_service_id and backends.name = ?
      """;
  private static final String ROUTE_ALONE =
      """
      insert into routes (api_service_id, name, path_kind, path)
      select id, ?, ?, ? from api_services where name = ?
      """;

  private final SqlClient rows;
  private final String service;

  public RouteRows(SqlClient rows, String service) {
    this.rows = rows;
    this.service = service;
  }

  /** Adds a backend with one endpoint, a port of this machine. */
  public RouteRows addBackend(String name, int port) {
    rows.execute(BACKEND, name, service, port);
    return this;
  }

  /** Adds a route to a backend. */
  public RouteRows add(String name, String kind, String path, String backend) {
    rows.execute(ROUTE, name, kind, path, service, backend);
    return this;
  }

  /** Adds a route without a backend. */
  public RouteRows addWithoutBackend(String name, String kind, String path) {
    rows.execute(ROUTE_ALONE, name, kind, path, service);
    return this;
  }

  /**
   * Changes columns of a route.
   *
   * @param assignments the columns with SQL values
   */
  public RouteRows set(String name, String assignments) {
    rows.execute(
        "update routes set "
            + assignments
            + " where name = ? and api_service_id in (select id from api_services where name = ?)",
        name,
        service);
    return this;
  }
}
