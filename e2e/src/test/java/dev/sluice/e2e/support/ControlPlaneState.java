package dev.sluice.e2e.support;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.rows.SqlClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A view of the control plane's state: in the tables for users, and in responses of a gateway. */
public record ControlPlaneState(SqlClient rows) {
  public static final Duration LIMIT = Duration.ofMinutes(1);

  /** Returns the findings about a row, as source, field and reason. */
  public List<String> findings(String table, String name) {
    return rows.query(
        "select source, field, reason from findings where object in (select '"
            + table
            + "/' || id from "
            + table
            + " where name = ?) order by 1, 2, 3",
        name);
  }

  /** Returns the findings about the publish of a product. */
  public List<String> publishFindings(String product) {
    return rows.query(
        "select source, field, reason from findings where object in ("
            + "select 'product_publishes/' || p.id from product_publishes p"
            + " join products on products.id = p.product_id where products.slug = ?) order by 1",
        product);
  }

  /** Returns the current NACK messages of the nodes. */
  public List<String> nacks() {
    return rows.query(
        "select node_id, nack_error from node_states join agents on agents.id = agent_id"
            + " where nack_error is not null");
  }

  /** Returns true if every connected node has acknowledged its configuration. */
  public boolean inSync() {
    return outOfSync().isEmpty();
  }

  /** Returns the connected nodes that have not acknowledged their configuration. */
  public List<String> outOfSync() {
    return rows.query(
        "select node_id || ' ' || type_url || ' desired ' || desired_version || ' acked '"
            + " || coalesce(acked_version, '-') || ' ' || coalesce(nack_error, '')"
            + " from node_states join agents on agents.id = agent_id"
            + " where status = 'connected' and (acked_version is distinct from desired_version"
            + " or nack_error is not null)");
  }

  public static void awaitStatus(GatewayClient client, int status) {
    awaitStatusAt(client, "/", status);
  }

  public static void awaitStatusAt(GatewayClient client, String path, int status) {
    await("the answer is " + status, client, path, answer -> answer.status() == status);
  }

  /** Waits until the echo upstream reports a path with a prefix. */
  public static void awaitUpstreamPath(GatewayClient client, String prefix) {
    await(
        "the echo is asked for " + prefix,
        client,
        "/",
        answer -> answer.json().path("path").asString("").startsWith(prefix));
  }

  private static void await(
      String what, GatewayClient client, String path, Predicate<GatewayResponse> wanted) {
    GatewayResponse[] last = new GatewayResponse[1];
    boolean holds =
        ConditionWait.becomesTrue(
            LIMIT,
            () -> {
              try {
                last[0] = client.get(path);
                return wanted.test(last[0]);
              } catch (UncheckedIOException e) {
                return false;
              }
            });
    if (!holds) {
      throw new AssertionError("in vain until " + what + ", last: " + last[0]);
    }
  }
}
