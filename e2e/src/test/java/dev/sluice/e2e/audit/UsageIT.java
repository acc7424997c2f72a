package dev.sluice.e2e.audit;

import static dev.sluice.e2e.support.ControlPlaneState.awaitStatusAt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.CustomerTenant;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests that usage of credentials is counted exactly once, whichever process is killed. */
@ExtendWith(TestEnvironmentExtension.class)
final class UsageIT {
  private static final int KILLS = Integer.getInteger("kills", 1);
  private static final int SOME = 100;
  private static final String MODEL = "usage-model";
  private static final String ADMIN = "/admin";
  private static final String PREPARE =
      """
      update product_publishes set auth_mode = 'apikey', auth_config = '{}' where hostname = ?;
      with version as (insert into api_versions (api_service_id, label)
        select id, 'v1' from api_services where name = ? returning id, api_service_id)
      update routes set api_version_id = version.id from version where routes.api_service_id = version.api_service_id;
      with route as (insert into routes (api_service_id, name, path_kind, path, min_level)
        select id, name || '-admin', 'prefix', '/admin', 'admin' from api_services where name = ?
        returning id, api_service_id)
      insert into route_backends (route_id, backend_id, api_service_id)
      select route.id, backends.id, route.api_service_id
      from route join backends on backends.api_service_id = route.api_service_id;
      insert into llm_models (alias, backend_id, upstream_model, provider, input_price, output_price)
      select ?, id, 'm', 'openai', 0.00001, 0.00004001 from backends where name = ?
      """;
  private static final String USED =
      """
      select coalesce(v.label, '-'), sum(requests), sum(denied), sum(input_tokens), sum(output_tokens), sum(cost)
      from usage_daily u join subscriptions s on s.id = u.subscription_id join tenants t on t.id = s.tenant_id
      left join api_versions v on v.id = u.api_version_id
      where t.slug = ? group by 1 order by 1 desc
      """;
  private static final String COUNTED =
      """
      select subscription_id, credential_id, api_version_id, day, requests, denied, input_tokens, output_tokens, cost
      from usage_daily u join subscriptions s on s.id = u.subscription_id join tenants t on t.id = s.tenant_id
      where t.slug = ? order by 1, 2, 3, 4
      """;
  private static final String RECORDED =
      """
      select extra ->> 'subscription', extra ->> 'credential_id',
        coalesce(extra ->> 'api_version_id', '00000000-0000-0000-0000-000000000000'),
        (to_timestamp(ts_ms / 1000) at time zone 'UTC')::date, count(*), count(auth_reason),
        coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0),
        coalesce(sum((extra ->> 'cost')::numeric), 0)::numeric(30,8)
      from audit_events e join subscriptions s on s.id::text = e.extra ->> 'subscription'
      join tenants t on t.id = s.tenant_id where t.slug = ? group by 1, 2, 3, 4 order by 1, 2, 3, 4
      """;

  private static final Pattern DENIED = Pattern.compile("-\\|(\\d+)\\|\\1\\|0\\|0\\|0\\.00000000");
  private static final Pattern PUBLISHES = Pattern.compile("Publish: \\d+, version \\w+");

  private final TestEnvironment sluice;

  UsageIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-83")
  @DisplayName("C-83 usage of a credential is what its calls said, its cost tokens by price")
  void c83_usage() {
    try (ProviderTenant provider = sluice.newProvider("usage");
        CustomerTenant customer = customer(provider, "usage-day", "usage-shop")) {
      GatewayClient caller = caller(provider, "usage-day", customer);
      long input = 0;
      long output = 0;
      for (int i = 0; i < 6; i++) {
        GatewayResponse answer =
            caller.post(
                TestEnvironment.CHAT,
                TestEnvironment.withModel(TestEnvironment.prompt("ping " + i), MODEL));
        assertEquals(200, answer.status(), answer.body());
        input += answer.json().path("usage").path("prompt_tokens").asLong();
        output += answer.json().path("usage").path("completion_tokens").asLong();
      }
      for (int i = 0; i < 3; i++) {
        assertEquals(403, caller.get(ADMIN).status());
      }
      sluice.atHost(provider.port(), host("usage-day")).get("/");
      assertTrue(input > 0 && output > 0);
      BigDecimal cost =
          new BigDecimal("0.00001")
              .multiply(BigDecimal.valueOf(input))
              .add(new BigDecimal("0.00004001").multiply(BigDecimal.valueOf(output)))
              .setScale(8);
      String version = "v1|6|0|%d|%d|%s".formatted(input, output, cost.toPlainString());
      ConditionWait.awaitTrue(
          "usage counts: " + version,
          ControlPlaneState.LIMIT,
          () -> counts(sluice.sql().query(USED, "usage-shop"), version));
      assertEquals(recorded("usage-shop"), counted("usage-shop"));
      assertEquals(
          List.of("t"),
          sluice
              .sql()
              .query(
                  "select last_used_at > now() - interval '10 minutes' from credential_uses"
                      + " join credentials c on c.id = credential_id"
                      + " join tenants t on t.id = c.tenant_id where t.slug = 'usage-shop'"));
    }
  }

  /**
   * Returns true if usage has the calls of a version and four denied ones or more: a check that is
   * late on a busy machine counts, and its caller sends it again.
   */
  private static boolean counts(List<String> used, String version) {
    if (used.size() != 2 || !used.getFirst().equals(version)) {
      return false;
    }
    Matcher denied = DENIED.matcher(used.getLast());
    return denied.matches() && Integer.parseInt(denied.group(1)) >= 4;
  }

  @Test
  void killed_usageEqualsAuditRows() {
    try (ProviderTenant provider = sluice.newProvider("usage");
        CustomerTenant customer = customer(provider, "usage-kills", "usage-hardy")) {
      GatewayClient caller = caller(provider, "usage-kills", customer);
      try (ConstantRateLoad load =
          new ConstantRateLoad(
              List.of(TestEnvironment.CHAT, ADMIN),
              100,
              path ->
                  caller.post(
                      path, TestEnvironment.withModel(TestEnvironment.prompt("ping"), MODEL)))) {
        for (int kill = 0; kill < KILLS; kill++) {
          some(load);
          restart(ServerKind.EXTPROC, load);
          restart(ServerKind.CONTROLLER, load);
          ManagedProcess controller = sluice.stack().process(ServerKind.CONTROLLER);
          controller.kill();
          some(load);
          restart(ServerKind.EXTPROC, load);
          controller.start();
          controller.awaitReady();
        }
        some(load);
        System.out.println("usage: " + load.outcomes());
      }
      ConditionWait.awaitTrue(
          "usage is what the audit rows say",
          ControlPlaneState.LIMIT,
          () -> {
            List<String> rows = recorded("usage-hardy");
            return rows.size() == 2 && rows.equals(counted("usage-hardy"));
          });
      assertEquals(recorded("usage-hardy"), counted("usage-hardy"));
      System.out.println("usage: " + counted("usage-hardy"));
    }
  }

  @Test
  void policies_inForceAreReported() throws Exception {
    String sets =
        "select server || ' ' || kind from policy_sets where status = 'active'"
            + " and server in ('default/extauthz', 'default/extproc') order by 1";
    List<String> expected =
        List.of(
            "default/extauthz authz",
            "default/extauthz waf",
            "default/extproc dlp",
            "default/extproc waf");
    ConditionWait.awaitTrue(
        "policies are reported",
        ControlPlaneState.LIMIT,
        () -> sluice.sql().query(sets).equals(expected));
    Path file = sluice.stack().settings().root().policies().resolve("dlp_rules.yaml");
    byte[] content = Files.readAllBytes(file);
    assertEquals(
        List.of("t"),
        sluice
            .sql()
            .query(
                "select sha256 = sha256(?) from policy_sets where kind = 'dlp'"
                    + " and server = 'default/extproc' and status = 'active'",
                (Object) content));
  }

  private List<String> counted(String customer) {
    return sluice.sql().query(COUNTED, customer);
  }

  private List<String> recorded(String customer) {
    return sluice.sql().query(RECORDED, customer);
  }

  private static void some(ConstantRateLoad load) {
    long start = load.count();
    ConditionWait.awaitTrue(
        "calls end", ControlPlaneState.LIMIT, () -> load.count() >= start + SOME);
  }

  private void restart(ServerKind kind, ConstantRateLoad load) {
    ManagedProcess server = sluice.stack().process(kind);
    server.kill();
    server.start();
    server.awaitReady();
    some(load);
  }

  private CustomerTenant customer(ProviderTenant provider, String product, String slug) {
    provider
        .addProduct(product, sluice.stack().ports().of(StackPort.CHAT))
        .setInspection("pre_only");
    provider.publishProduct(product, "dev", "default");
    sluice.sql().execute(PREPARE, product + ".test", product, product, MODEL, product);
    return new CustomerTenant(sluice.sql(), slug, product);
  }

  private GatewayClient caller(ProviderTenant provider, String product, CustomerTenant customer) {
    GatewayClient caller =
        sluice.atHost(provider.port(), host(product)).withHeader("X-API-Key", customer.issueKey());
    // A denied call, which has no API version, shows that all earlier records have arrived.
    awaitStatusAt(caller, ADMIN, 403);
    ConditionWait.awaitTrue(
        "extproc-dlp-server holds the model and the version too",
        ControlPlaneState.LIMIT,
        () -> {
          String held = held(StackPort.EXTPROC_OPS);
          return held.contains("LlmModel: 1,")
              && publishes(held).equals(publishes(held(StackPort.EXTAUTHZ_OPS)));
        });
    return caller;
  }

  private String held(StackPort ops) {
    return new GatewayClient(sluice.stack().ports().http(ops)).get("/readyz").body();
  }

  /** Returns the number of publishes and their version, which are the same for both servers. */
  private static String publishes(String held) {
    Matcher publishes = PUBLISHES.matcher(held);
    assertTrue(publishes.find(), held);
    return publishes.group();
  }

  private static String host(String product) {
    return product + ".dev.local.api.example.com";
  }
}
