package dev.sluice.e2e.rows;

/** The rows of clusters, which belong to no tenant. */
public final class ClusterRows {
  private final SqlClient rows;

  public ClusterRows(SqlClient rows) {
    this.rows = rows;
  }

  /** Adds a cluster with its own region, if it does not exist. */
  public void add(String name) {
    rows.execute(
        "insert into clusters (name, region, cloud_provider, status)"
            + " values (?, ?, 'on-premise', 'active') on conflict do nothing",
        name,
        name);
  }
}
