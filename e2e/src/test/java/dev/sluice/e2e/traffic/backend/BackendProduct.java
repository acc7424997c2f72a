package dev.sluice.e2e.traffic.backend;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** A product of its own tenant whose backend has several endpoints. */
final class BackendProduct implements AutoCloseable {
  private static final int CALLERS = 4;

  private final TestEnvironment sluice;
  private final String name;
  private final ProviderTenant provider;
  private String cluster = "default";

  /** Creates a product with a first endpoint. It is served from {@link #publish} on. */
  BackendProduct(TestEnvironment sluice, String name, int port) {
    this.sluice = sluice;
    this.name = name;
    this.provider = sluice.newProvider(name).addProduct(name, port);
  }

  ProviderTenant provider() {
    return provider;
  }

  /** Sets columns of the backend. */
  BackendProduct set(String assignments) {
    sluice.sql().execute("update backends set " + assignments + " where name = ?", name);
    return this;
  }

  /** Sets a policy of the service. */
  BackendProduct policy(String kind, String spec) {
    provider.setServicePolicy(name, kind, spec);
    return this;
  }

  /** Sets columns of the route. */
  BackendProduct setRoute(String assignments) {
    sluice.sql().execute("update routes set " + assignments + " where name = ?", name);
    return this;
  }

  /** Adds an endpoint. */
  BackendProduct add(int port) {
    sluice
        .sql()
        .execute(
            "insert into backend_endpoints (backend_id, host, port)"
                + " select id, '127.0.0.1', ? from backends where name = ?",
            port,
            name);
    return this;
  }

  /** Adds an endpoint with other values in its columns. */
  BackendProduct add(int port, String assignments) {
    return add(port).setEndpoint(port, assignments);
  }

  /** Sets columns of an endpoint. */
  BackendProduct setEndpoint(int port, String assignments) {
    sluice
        .sql()
        .execute(
            "update backend_endpoints set "
                + assignments
                + " from backends where backends.id = backend_id and name = ? and port = ?",
            name,
            port);
    return this;
  }

  BackendProduct remove(int port) {
    sluice
        .sql()
        .execute(
            "delete from backend_endpoints using backends"
                + " where backends.id = backend_id and name = ? and port = ?",
            name,
            port);
    return this;
  }

  /** Selects the cluster to publish on. */
  BackendProduct onCluster(String newCluster) {
    cluster = newCluster;
    return this;
  }

  /** Publishes the product and waits until it answers with a status. */
  BackendProduct publish(int status) {
    provider.publishProduct(name, "dev", cluster);
    ControlPlaneState.awaitStatus(client(), status);
    return this;
  }

  BackendProduct publish() {
    return publish(200);
  }

  GatewayClient client() {
    String place = cluster.equals("default") ? "local" : cluster;
    return sluice.atHost(provider.port(), name + ".dev." + place + ".api.example.com");
  }

  /** Waits until requests end with exactly these outcomes. */
  BackendProduct awaitOutcomes(String... outcomes) {
    ConditionWait.awaitTrue(
        "requests end with " + Set.of(outcomes),
        ControlPlaneState.LIMIT,
        () -> call(12).keySet().equals(Set.of(outcomes)));
    return this;
  }

  /** Sends requests and returns their number by outcome. */
  Map<String, Integer> call(int count) {
    return call(count, _ -> client(), "/");
  }

  /** Sends requests of several clients and returns their number by outcome. */
  static Map<String, Integer> call(int count, IntFunction<GatewayClient> clients, String path) {
    Map<String, Integer> outcomes = new TreeMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
      List<Future<GatewayResponse>> calls = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        GatewayClient client = clients.apply(i);
        calls.add(threads.submit(() -> client.get(path)));
      }
      for (Future<GatewayResponse> call : calls) {
        outcomes.merge(outcome(call.get()), 1, Integer::sum);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while calling the gateway", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call failed", e);
    }
    return outcomes;
  }

  /** Returns the name of the upstream, or the status and code of an error. */
  static String outcome(GatewayResponse response) {
    return response.status() == 200
        ? response.body()
        : response.status() + " " + response.errorCode();
  }

  @Override
  public void close() {
    provider.close();
  }
}
