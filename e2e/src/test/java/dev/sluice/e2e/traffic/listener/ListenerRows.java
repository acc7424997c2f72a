package dev.sluice.e2e.traffic.listener;

import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The listeners of a gateway with one published product, whose upstream echoes requests. */
final class ListenerRows implements AutoCloseable {
  private final TestEnvironment sluice;
  private final ProviderTenant provider;

  /** Creates the tenant, its gateway and its product, all of that name. */
  ListenerRows(TestEnvironment sluice, String name) {
    this.sluice = sluice;
    this.provider =
        sluice
            .newProvider(name)
            .addProduct(name, sluice.echoPort())
            .publishProduct(name, "dev", "default");
  }

  ProviderTenant provider() {
    return provider;
  }

  /** Returns the host of the product. */
  String host() {
    return provider.slug() + ".dev.local.api.example.com";
  }

  /** Adds a listener with these columns on a free port. */
  int add(String name, String columns, String values) {
    int port = StackPorts.findFreePort();
    add(name, port, columns, values);
    return port;
  }

  /** Adds a listener with these columns. */
  void add(String name, int port, String columns, String values) {
    sluice
        .sql()
        .execute(
            "insert into gateway_listeners (gateway_id, name, port, %s) select id, ?, ?, %s from gateways where name = ?"
                .formatted(columns, values),
            name,
            port,
            provider.slug());
  }

  /** Adds an HTTPS listener with a secret and an assignment of more columns. */
  int addHttps(String name, String secret, String more, String values) {
    return add(
        name,
        "protocol, tls_mode, secret_ref" + more,
        "'HTTPS', 'terminate', '" + secret + "'" + values);
  }

  /** Changes a listener. */
  void set(String name, String assignment) {
    sluice
        .sql()
        .execute(
            "update gateway_listeners set "
                + assignment
                + " from gateways where gateways.id = gateway_id and gateway_listeners.name = ?"
                + " and gateways.name = ?",
            name,
            provider.slug());
  }

  void delete(String name) {
    sluice
        .sql()
        .execute(
            "delete from gateway_listeners using gateways where gateways.id = gateway_id"
                + " and gateway_listeners.name = ? and gateways.name = ?",
            name,
            provider.slug());
  }

  /** Adds a backend of the product's service, and returns the SQL of its id. */
  String addBackend(String name, int port) {
    sluice
        .sql()
        .execute(
            "with backend as (insert into backends (api_service_id, name)"
                + " select id, ? from api_services where name = ? returning id)"
                + " insert into backend_endpoints (backend_id, host, port)"
                + " select id, '127.0.0.1', ? from backend",
            name,
            provider.slug(),
            port);
    return "(select id from backends where name = '" + name + "')";
  }

  /** Returns the folder of a secret. */
  Path secret(String name) {
    return sluice.stack().settings().secretsFolder().resolve(name);
  }

  /** Writes a certificate for hosts that an authority issues, with the authority. */
  void writeSecret(String name, TestCa authority, String... hosts) {
    authority.issueForHosts(hosts).write(secret(name), authority);
  }

  /** Waits until a call gives a result; a failed connection counts as another result. */
  static void await(String wanted, Callable<String> call) {
    String[] last = new String[1];
    boolean holds =
        ConditionWait.becomesTrue(
            ControlPlaneState.LIMIT,
            () -> {
              last[0] = outcome(call);
              return last[0].equals(wanted);
            });
    if (!holds) {
      throw new AssertionError("not " + wanted + " but " + last[0]);
    }
  }

  /** Returns the result of a call, or {@code refused} if the connection fails. */
  static String outcome(Callable<String> call) {
    try {
      return call.call();
    } catch (IOException | UncheckedIOException e) {
      return "refused";
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the findings about a listener, as field and reason. */
  void awaitFindings(String name, String... wanted) {
    List<List<String>> last = new ArrayList<>(List.of(List.of()));
    boolean holds =
        ConditionWait.becomesTrue(
            ControlPlaneState.LIMIT,
            () -> {
              last.set(
                  0,
                  sluice
                      .sql()
                      .query(
                          "select field || ': ' || reason from findings where object in ("
                              + "select 'gateway_listeners/' || l.id from gateway_listeners l"
                              + " join gateways on gateways.id = gateway_id"
                              + " where l.name = ? and gateways.name = ?)"
                              + " and reason not like '%expires on%' order by 1",
                          name, provider.slug()));
              return last.getFirst().equals(List.of(wanted));
            });
    if (!holds) {
      throw new AssertionError("findings: " + last.getFirst());
    }
  }

  @Override
  public void close() {
    sluice
        .sql()
        .execute(
            "delete from gateway_listeners using gateways where gateways.id = gateway_id"
                + " and backend_id is not null and gateways.name = ?",
            provider.slug());
    provider.close();
  }
}
