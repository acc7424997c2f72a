package dev.sluice.e2e.access;

import static dev.sluice.e2e.support.ControlPlaneState.awaitStatus;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.CustomerTenant;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.stack.AdditionalPolicyServer;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The tests of quotas per day and month, over several servers and through kills. */
@ExtendWith(TestEnvironmentExtension.class)
final class QuotaIT {
  private static final int PER_SECOND = 100;
  private static final int SOME = 200;

  /** The requests that a killed server may have admitted since its last batch, with a margin. */
  private static final int SLACK = 2 * PER_SECOND;

  /** The requests of the shared quota; some of them pass before the servers have the new plan. */
  private static final int SHARED = 1_500;

  private static final String COUNTED =
      """
      select coalesce(sum(requests), 0) from quota_usage q
      join subscriptions s on s.id = q.subscription_id join tenants t on t.id = s.tenant_id where t.slug = ?
      """;
  private static final String EVENTS =
      """
      select percent, used from quota_events e
      join subscriptions s on s.id = e.subscription_id join tenants t on t.id = s.tenant_id
      where t.slug = ? and e.credential_id is null and e.period = 'day' order by percent
      """;
  private static final String ADMIN =
      """
      with member as (insert into users (issuer, subject) values (?, ?) returning id)
      insert into role_bindings (user_id, role, scope, tenant_id, created_by)
      select member.id, 'customer-admin', 'customer', t.id, 'test' from member, tenants t where t.slug = ?
      """;
  private static final String LEAVE =
      """
      delete from role_bindings using users u where u.id = user_id and u.subject = ?;
      delete from users where subject = ?
      """;

  private final TestEnvironment sluice;

  QuotaIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-50")
  @DisplayName("C-50 of 10 a day, the 8th call raises the 80 % event and the 11th gets 429")
  void c50_quotaPerDay() {
    try (ProviderTenant provider = sluice.newProvider("c50");
        CustomerTenant customer = customer(provider, "c50-day", "c50-shop", "per_day = 10")) {
      GatewayClient caller =
          sluice
              .atHost(provider.port(), host("c50-day"))
              .withHeader("X-API-Key", customer.issueKey());
      // The first call that passes is the first that counts.
      awaitStatus(caller, 200);
      assertEquals(3, remaining(call(caller, 6)));
      awaitCounted("c50-shop", 7);
      assertEquals(List.of(), events("c50-shop"));
      assertEquals(2, remaining(call(caller, 1)));
      awaitEvents("c50-shop", List.of("80|8"));
      GatewayResponse answer = call(caller, 2);
      assertEquals(0, remaining(answer));
      assertTrue(answer.header("ratelimit-policy").orElse("").startsWith("\"day\";q=10;w=86400"));
      awaitEvents("c50-shop", List.of("80|8", "100|10"));

      GatewayResponse denied = caller.get("/");
      long untilMidnight = 86_400 - Instant.now().getEpochSecond() % 86_400;
      assertEquals("429 QUOTA_EXCEEDED", denied.status() + " " + denied.errorCode());
      long retryAfter = Long.parseLong(denied.header("retry-after").orElseThrow());
      assertTrue(retryAfter >= untilMidnight && retryAfter <= 86_400, () -> "" + retryAfter);
      seenByCustomer("c50-shop");

      set("c50-shop", "per_day = 12");
      awaitStatus(caller, 200);
      assertEquals(200, caller.get("/").status());
      assertEquals("429 QUOTA_EXCEEDED", outcome(caller));
      set("c50-shop", "per_day = null");
      awaitStatus(caller, 200);
      set("c50-shop", "per_month = 5");
      awaitStatus(caller, 429);
    }
    sluice.assertNoSecretInLogs();
  }

  private GatewayResponse call(GatewayClient caller, int times) {
    GatewayResponse last = caller.get("/");
    for (int i = 1; i < times; i++) {
      last = caller.get("/");
    }
    assertEquals(200, last.status(), last.body());
    return last;
  }

  private static long remaining(GatewayResponse answer) {
    String state = answer.header("ratelimit").orElseThrow();
    assertTrue(state.startsWith("\"day\";r="), state);
    return Long.parseLong(state.replaceAll("^.*;r=(\\d+);.*$", "$1"));
  }

  /** Checks what the customer reads in the API: the quota, its events, and the usage. */
  private void seenByCustomer(String slug) {
    int port = sluice.stack().ports().of(StackPort.API);
    String issuer = sluice.stack().issuer().issuer();
    sluice.sql().execute(ADMIN, issuer, slug, slug);
    try {
      GatewayClient admin =
          sluice
              .atHost(port, "127.0.0.1:" + port)
              .withBearer(sluice.stack().issuer().token("viewer", Map.of("sub", slug)))
              .withHeader("X-Tenant-Slug", slug);
      JsonNode quotas = items(admin, "quotas");
      assertEquals(2, quotas.size(), quotas::toString);
      quotas.forEach(quota -> {
        assertEquals(10, quota.path("used_on_day").asInt(), quota::toString);
        assertEquals(10, quota.path("per_day").asInt());
      });
      // Of the subscription and of its credential.
      assertEquals(4, items(admin, "quota-events").size());
      ConditionWait.awaitTrue(
          "usage shows 10 allowed calls",
          ControlPlaneState.LIMIT,
          () -> {
            JsonNode usage = items(admin, "usage");
            return usage.size() == 1
                && usage.path(0).path("allowed").asInt() == 10
                && usage.path(0).path("denied").asInt() >= 1;
          });
    } finally {
      sluice.sql().execute(LEAVE, slug, slug);
    }
  }

  private static JsonNode items(GatewayClient admin, String list) {
    GatewayResponse answer = admin.get("/v1/customer/" + list);
    assertEquals(200, answer.status(), answer.body());
    return answer.json().path("items");
  }

  @Test
  @Tag("C-50")
  @DisplayName("C-50 two servers share a quota; kills count nothing twice and little too little")
  void c50_replicas_killed() {
    try (ProviderTenant provider = sluice.newProvider("c50-kills");
        ExtAuthzReplicas replicas = new ExtAuthzReplicas(sluice);
        CustomerTenant customer =
            customer(provider, "c50-kills", "c50-hardy", "per_day = 1000000")) {
      String key = customer.issueKey();
      List<GatewayClient> callers =
          replicas.at(host("c50-kills")).stream()
              .limit(2)
              .map(client -> client.withHeader("X-API-Key", key))
              .toList();
      callers.forEach(caller -> awaitStatus(caller, 200));
      Map<String, GatewayClient> byName = Map.of("one", callers.get(0), "two", callers.get(1));
      Outcomes sent = new Outcomes(2, 0);
      sent = sent.plus(load(byName, this::killController));
      awaitSettled(replicas);
      long exact = counted("c50-hardy");
      assertTrue(exact >= sent.passed() && exact <= sent.sent(), exact + " of " + sent);

      Outcomes killed = load(byName, load -> killServers(replicas, load));
      sent = sent.plus(killed);
      awaitSettled(replicas);
      long counted = counted("c50-hardy");
      System.out.println("quotas: " + sent + ", counted " + counted);
      assertTrue(counted <= sent.sent(), "twice: " + counted + " of " + sent);
      assertTrue(counted >= sent.passed() - 2 * SLACK, counted + " of " + sent);

      sharedLimit(callers, counted + SHARED);
    }
  }

  /** Passes requests at both servers in turn until both deny. */
  private void sharedLimit(List<GatewayClient> callers, long limit) {
    set("c50-hardy", "per_day = " + limit);
    long passed = 0;
    int denied = 0;
    while (denied < 20) {
      for (GatewayClient caller : callers) {
        boolean allowed = caller.get("/").status() == 200;
        passed += allowed ? 1 : 0;
        denied = allowed ? 0 : denied + 1;
      }
    }
    System.out.println("quotas: " + passed + " passed of " + SHARED);
    assertTrue(passed >= SHARED && passed <= SHARED + SLACK, passed + " of " + SHARED);
    // Both servers learn a new quota of the plan.
    set("c50-hardy", "per_day = 1000000");
    callers.forEach(caller -> awaitStatus(caller, 200));
  }

  /** The answers of a load: those with 200, and all others. */
  private record Outcomes(long passed, long failed) {
    long sent() {
      return passed + failed;
    }

    Outcomes plus(Outcomes more) {
      return new Outcomes(passed + more.passed, failed + more.failed);
    }
  }

  /** An event while a load runs. */
  private interface UnderLoad {
    void happen(ConstantRateLoad load);
  }

  private static Outcomes load(Map<String, GatewayClient> callers, UnderLoad event) {
    ConstantRateLoad load =
        new ConstantRateLoad(
            List.of("one", "two"),
            PER_SECOND,
            name -> Objects.requireNonNull(callers.get(name)).get("/"));
    try (load) {
      some(load);
      event.happen(load);
      some(load);
    }
    Map<String, Long> outcomes = new TreeMap<>(load.outcomes());
    System.out.println("quotas: " + outcomes);
    long passed = outcomes.getOrDefault("one 200", 0L) + outcomes.getOrDefault("two 200", 0L);
    return new Outcomes(
        passed, outcomes.values().stream().mapToLong(Long::longValue).sum() - passed);
  }

  private void killController(ConstantRateLoad load) {
    ManagedProcess controller = sluice.stack().process(ServerKind.CONTROLLER);
    controller.kill();
    some(load);
    controller.start();
    controller.awaitReady();
  }

  private void killServers(ExtAuthzReplicas replicas, ConstantRateLoad load) {
    for (AdditionalPolicyServer server : replicas.servers().subList(0, 2)) {
      server.process().kill();
      some(load);
      server.process().start();
      server.process().awaitReady();
      some(load);
    }
  }

  private static void some(ConstantRateLoad load) {
    long start = load.count();
    ConditionWait.awaitTrue(
        "calls end", ControlPlaneState.LIMIT, () -> load.count() >= start + SOME);
  }

  private static void awaitSettled(ExtAuthzReplicas replicas) {
    for (AdditionalPolicyServer server : replicas.servers().subList(0, 2)) {
      ServerMetrics metrics =
          new ServerMetrics(server.process().pid(), server.ports().http(StackPort.EXTAUTHZ_OPS));
      ConditionWait.awaitTrue(
          "all counts are settled",
          ControlPlaneState.LIMIT,
          () -> metrics.metric("quota_unsettled_requests", "") == 0);
    }
  }

  private long counted(String slug) {
    return Long.parseLong(sluice.sql().query(COUNTED, slug).getFirst());
  }

  private void awaitCounted(String slug, long requests) {
    ConditionWait.awaitTrue(
        "requests are counted", ControlPlaneState.LIMIT, () -> counted(slug) == requests);
  }

  private List<String> events(String slug) {
    return sluice.sql().query(EVENTS, slug);
  }

  private void awaitEvents(String slug, List<String> events) {
    ConditionWait.awaitTrue(
        "events are " + events, ControlPlaneState.LIMIT, () -> events(slug).equals(events));
  }

  private static String outcome(GatewayClient caller) {
    GatewayResponse answer = caller.get("/");
    return answer.status() + " " + answer.errorCode();
  }

  private CustomerTenant customer(
      ProviderTenant provider, String product, String slug, String quota) {
    provider.addProduct(product, sluice.echoPort()).publishProduct(product, "dev", "default");
    sluice
        .sql()
        .execute(
            "update product_publishes set auth_mode = 'apikey', auth_config = '{}'"
                + " where hostname = ?",
            product + ".test");
    CustomerTenant customer = new CustomerTenant(sluice.sql(), slug, product);
    set(slug, quota);
    return customer;
  }

  private void set(String plan, String quota) {
    sluice.sql().execute("update plans set " + quota + " where name = ?", plan);
  }

  private static String host(String product) {
    return product + ".dev.local.api.example.com";
  }
}
