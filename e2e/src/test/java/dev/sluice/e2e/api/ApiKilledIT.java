package dev.sluice.e2e.api;

import static dev.sluice.e2e.api.ManagedTenants.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A test of writes through a management API that is killed in the middle of them. */
@ExtendWith(TestEnvironmentExtension.class)
final class ApiKilledIT {
  private static final String PROVIDER = "/v1/provider/";
  private static final int WRITERS = 8;
  private static final int WRITES = 500;
  private static final int KILLED_AFTER = 250;
  private static final String OF_TENANT =
      " and tenant_id = (select id from tenants where slug = 'killed-acme')";

  private final TestEnvironment sluice;
  private final Queue<SentWrite> sent = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();
  @TempDir Path folder;

  /**
   * A write that was sent.
   *
   * @param status the status of the answer; 0 without an answer
   */
  private record SentWrite(String kind, String name, int status) {}

  ApiKilledIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-46")
  @DisplayName("C-46 an API that is killed in the middle of 500 writes leaves nothing half-done")
  void writes_apiKilled_areWholeOrAbsent() throws Exception {
    try (ManagedApi api = ManagedApi.start(sluice, "api-killed", folder)) {
      ManagedTenants tenants = api.tenants();
      GatewayClient ada = tenants.user("killed-ada", "org-admin", "org", "killed-acme", "provider");
      ManagedProduct product =
          ManagedProduct.draft(tenants, ada, "killed", StackPorts.findFreePort(), "none");
      write(ada, product, api.controller().process()::kill);
      api.controller().process().start();
      api.controller().process().awaitReady();
      check();
      repeat(ada);
      assertEquals("0", halfDone(), "rows without an event, or events without a row");
    }
  }

  private void write(GatewayClient ada, ManagedProduct product, Runnable kill)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      for (int writer = 0; writer < WRITERS; writer++) {
        writers.execute(() -> {
          for (int n = next.getAndIncrement(); n < WRITES; n = next.getAndIncrement()) {
            send(ada, product, n);
            if (answered.get() >= KILLED_AFTER && answered.getAndSet(Integer.MIN_VALUE) > 0) {
              kill.run();
            }
          }
        });
      }
    }
    assertEquals(WRITES, sent.size());
  }

  private void send(GatewayClient ada, ManagedProduct product, int n) {
    String name = "killed-" + n;
    String kind = List.of("service", "gateway", "route", "repeatable", "state").get(n % 5);
    int status = 0;
    try {
      GatewayResponse answer =
          switch (kind) {
            case "service" -> ada.post(PROVIDER + "api-services", json(service(name)));
            case "gateway" -> ada.post(PROVIDER + "gateways", json(gateway(name)));
            case "route" ->
                ada.post(
                    product.route().substring(0, product.route().lastIndexOf('/')),
                    json(route(name)));
            case "repeatable" -> repeatable(ada, name);
            default ->
                ada.post(product.publishPath() + (n % 2 == 0 ? "/publish" : "/withdraw"), "");
          };
      status = answer.status();
      answered.incrementAndGet();
    } catch (UncheckedIOException e) {
      // The API is gone.
    }
    sent.add(new SentWrite(kind, name, status));
  }

  private static String service(String name) {
    return "{'name': '%s'}".formatted(name);
  }

  private static String gateway(String name) {
    return ("{'name': '%s', 'listeners': [{'name': 'one', 'port': 81, 'protocol': 'HTTP'},"
            + " {'name': 'two', 'port': 82, 'protocol': 'HTTP'}]}")
        .formatted(name);
  }

  private String route(String name) {
    String backend =
        sluice
            .sql()
            .query(
                "select b.id::text from backends b join api_services s on s.id = b.api_service_id"
                    + " where s.name = 'killed'")
            .getFirst();
    return "{'name': '%s', 'path_kind': 'exact', 'path': '/%1$s', 'backends': [{'backend_id': '%s'}]}"
        .formatted(name, backend);
  }

  private static GatewayResponse repeatable(GatewayClient ada, String name) {
    return ada.withHeader("Idempotency-Key", name)
        .post(PROVIDER + "api-services", json(service(name)));
  }

  /** Compares the answers with the rows, and prints what became of the writes. */
  private void check() {
    Map<String, Integer> outcomes = new TreeMap<>();
    for (SentWrite write : sent) {
      boolean there = isThere(write);
      if (write.status() == 201) {
        assertTrue(there, () -> write + " was answered and is not there");
      }
      String answer = write.status() == 0 ? "no answer" : "answer " + write.status();
      String row = write.kind().equals("state") ? "" : there ? ", there" : ", absent";
      outcomes.merge(write.kind() + ": " + answer + row, 1, Integer::sum);
    }
    outcomes.put("half-done", Integer.parseInt(halfDone()));
    outcomes.forEach((outcome, count) -> System.out.printf("%6d %s%n", count, outcome));
    assertTrue(sent.stream().anyMatch(write -> write.status() == 0), "killed too late");
  }

  private boolean isThere(SentWrite write) {
    String sql =
        switch (write.kind()) {
          case "service", "repeatable" ->
              "select name from api_services where name = '%s'" + OF_TENANT;
          case "gateway" -> "select name from gateways where name = '%s'" + OF_TENANT;
          case "route" -> "select name from routes where name = '%s'";
          default -> "select 'x' where '%s' = ''";
        };
    return !sluice.sql().query(sql.formatted(write.name())).isEmpty();
  }

  /** Counts rows without all their parts or their one event, and events without their row. */
  private String halfDone() {
    String rows =
        """
        with made as (
          select id, 'api_service' as type, true as whole from api_services where name like 'killed-%' union all
          select id, 'gateway', (select count(*) = 2 from gateway_listeners l where l.gateway_id = g.id)
            from gateways g where name like 'killed-%' union all
          select id, 'route', exists (select from route_backends b where b.route_id = r.id)
            from routes r where name like 'killed-%'),
        told as (select resource_id, resource_type as type, count(*) as events from change_events
          where action = 'CREATE' and resource_type in ('api_service', 'gateway', 'route')
            and resource_name like 'killed-%' group by 1, 2)
        select (select count(*) from made full join told on told.resource_id = made.id::text
            and told.type = made.type
          where made.id is null or not made.whole or told.events is distinct from 1)
          + (select count(*) from product_publishes d join products p on p.id = d.product_id
            where p.slug = 'killed' and d.status is distinct from coalesce((
              select case e.action when 'PUBLISH' then 'PUBLISHED' else 'WITHDRAWN' end
              from change_events e where e.resource_id = d.id::text and e.action in ('PUBLISH', 'WITHDRAW')
              order by e.id desc limit 1), 'DRAFT'))
        """;
    return sluice.sql().query("select (" + rows.strip() + ")::text").getFirst();
  }

  /** Repeats the writes with a key: each is done once. */
  private void repeat(GatewayClient ada) {
    int replayed = 0;
    for (SentWrite write : sent) {
      if (write.kind().equals("repeatable")) {
        GatewayResponse answer = repeatable(ada, write.name());
        assertEquals(201, answer.status(), answer.body());
        replayed += answer.header("idempotency-replayed").isPresent() ? 1 : 0;
      }
    }
    System.out.printf("%6d answers repeated for their keys, the others made then%n", replayed);
  }
}
