package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.management.UsageDimension;
import dev.sluice.controller.store.report.ReportRepository;
import dev.sluice.controller.store.report.UsageRow;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * A test of the usage that policy servers reported, as customers, providers and operators see it.
 */
@ExtendWith(NoWarnings.class)
final class UsageListIT {
  private static final String CUSTOMER = "/v1/customer/usage";
  private static final String PROVIDER = "/v1/provider/usage";
  private static final String OPERATOR = "/v1/operator/usage";
  private static final String WINTER = "?from=2026-01-01&to=2026-02-28";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  @AutoClose private ApiWorld world;
  private String publish = "";
  private String subscription = "";
  private String key = "";
  private String otherKey = "";

  @BeforeEach
  void start() throws IOException {
    world = new ApiWorld(postgres, folder);
    publish = world.published();
    subscription = world.subscription(publish);
    key = key(world.customer, subscription);
    otherKey = key(world.customer, subscription);
    report(
        used(key, "2026-01-30", 5, 1, "0.00000001"),
        used(key, "2026-01-31", 7, 0, "12345678901.5"),
        used(otherKey, "2026-01-31", 11, 2, "0"),
        used(otherKey, "2026-02-01", 13, 0, "0.25"));
  }

  private static String key(ApiClient customer, String subscription) {
    return ApiWorld.made(
        customer, "/v1/customer/credentials", "{'subscription_id': '" + subscription + "'}");
  }

  private UsageRow used(String key, String day, long requests, long denied, String cost) {
    return used(subscription, key, day, requests, denied, cost);
  }

  private static UsageRow used(
      String subscription, String key, String day, long requests, long denied, String cost) {
    return new UsageRow(
        UUID.fromString(subscription),
        UUID.fromString(key),
        null,
        day,
        requests,
        denied,
        requests * 10,
        requests * 20,
        cost,
        1);
  }

  /** Counts usage as a report of a policy server. */
  private void report(UsageRow... usage) {
    try (Database database = Database.open(postgres.config(), Optional.empty())) {
      assertEquals(
          "applied",
          new ReportRepository(database)
              .save(UUID.randomUUID(), "lab/extproc", 1, 1, List.of(usage))
              .result());
    }
  }

  /** Returns members of the entries of a list, joined by bars. */
  private static List<String> entries(ApiClient client, String path, String... members) {
    List<String> entries = new ArrayList<>();
    for (JsonNode item : client.get(path).expect(200).json().path("items").values()) {
      List<String> values = new ArrayList<>();
      for (String member : members) {
        values.add(item.path(member).asString("-"));
      }
      entries.add(String.join("|", values));
    }
    return entries;
  }

  @Test
  @Tag("C-83")
  @DisplayName("C-83 usage by day has the sums of requests and tokens, and the exact cost")
  void usage_byDay_isExact() {
    List<String> days =
        List.of(
            "2026-01-30|-|-|5|1|50|100|0.00000001",
            "2026-01-31|-|-|18|2|180|360|12345678901.50000000",
            "2026-02-01|-|-|13|0|130|260|0.25000000");
    assertEquals(days, sums(world.customer, CUSTOMER));
    assertEquals(days, sums(world.provider, PROVIDER));
    assertEquals(days, sums(world.operator, OPERATOR));
    assertEquals(days, sums(world.customer, OPERATOR));
    assertEquals(days, sums(world.provider, OPERATOR));
  }

  private static List<String> sums(ApiClient client, String path) {
    return entries(
        client,
        path + WINTER,
        "day",
        "month",
        "product_id",
        "requests",
        "denied",
        "input_tokens",
        "output_tokens",
        "cost");
  }

  @Test
  void usage_byMonthAndCredential_isAddedUp() {
    assertEquals(
        List.of("2026-01|23", "2026-02|13"),
        entries(world.customer, CUSTOMER + WINTER + "&groupBy=month", "month", "requests"));
    assertEquals(
        List.of(
            "2026-01|" + key + "|12", "2026-01|" + otherKey + "|11", "2026-02|" + otherKey + "|13"),
        entries(
                world.customer,
                CUSTOMER + WINTER + "&groupBy=credential,month",
                "month",
                "credential_id",
                "requests")
            .stream()
            .sorted(this::byMonthAndKey)
            .toList());
  }

  private int byMonthAndKey(String one, String other) {
    String a = one.replace(key, "a").replace(otherKey, "b");
    return a.compareTo(other.replace(key, "a").replace(otherKey, "b"));
  }

  @ParameterizedTest
  @EnumSource(UsageDimension.class)
  void groups_ofEachDimension_haveItsMember(UsageDimension dimension) {
    for (String path : List.of(CUSTOMER, PROVIDER, OPERATOR)) {
      ApiClient client =
          path.equals(CUSTOMER)
              ? world.customer
              : path.equals(PROVIDER) ? world.provider : world.operator;
      List<String> values =
          entries(client, path + WINTER + "&groupBy=" + dimension.word(), dimension.member(), "id");
      assertTrue(!values.isEmpty() && values.size() <= 3, values::toString);
      values.forEach(value -> assertTrue(value.matches("([^|]+)\\|\\1"), value));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"requests", "-requests", "day", "-day", "cost", "credential_id"})
  void pages_ofEachSort_haveAllEntriesOnce(String sort) {
    String path = CUSTOMER + WINTER + "&groupBy=day,credential&sort=" + sort;
    List<String> whole = entries(world.customer, path, "id");
    assertEquals(4, whole.size());
    List<String> parts = new ArrayList<>();
    String cursor = "";
    do {
      ApiClient.Answer part = world.customer.get(path + "&limit=1" + cursor).expect(200);
      part.json().path("items").forEach(item -> parts.add(item.path("id").asString()));
      JsonNode next = part.json().path("next");
      cursor = next.isNull() ? "" : "&cursor=" + next.asString();
    } while (!cursor.isEmpty());
    assertEquals(whole, parts);
  }

  @Test
  void sort_byCost_isNumeric() {
    assertEquals(
        List.of("12345678901.50000000", "0.25000000", "0.00000001"),
        entries(world.customer, CUSTOMER + WINTER + "&sort=-cost", "cost"));
  }

  @Test
  void filters_byId_selectUsage() {
    String query = WINTER + "&groupBy=environment&";
    List<String> all = List.of("dev|36");
    for (String filter :
        List.of(
            "product_id=" + world.product,
            "subscription_id=" + subscription,
            "gateway_id=" + world.gateway,
            "cluster_id=" + world.cluster,
            "environment=dev",
            "api_version_id=" + new UUID(0, 0))) {
      assertEquals(
          all, entries(world.provider, PROVIDER + query + filter, "environment", "requests"));
      String other =
          filter.replaceAll("=dev", "=prod").replaceAll("=[0-9a-f-]{36}", "=" + UUID.randomUUID());
      assertEquals(List.of(), entries(world.provider, PROVIDER + query + other, "requests"));
    }
    assertEquals(
        List.of("12"),
        entries(world.customer, CUSTOMER + query + "credential_id=" + key, "requests"));
    String shop = postgres.query("select id from tenants where slug = 'shop'").getFirst();
    assertEquals(
        List.of("36"), entries(world.operator, OPERATOR + query + "tenant_id=" + shop, "requests"));
  }

  @Test
  void days_withoutRange_areTheLast31() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    report(
        used(key, today.toString(), 1, 0, "0"),
        used(key, today.minusDays(30).toString(), 2, 0, "0"),
        used(key, today.minusDays(31).toString(), 4, 0, "0"));
    assertEquals(List.of("2", "1"), entries(world.customer, CUSTOMER, "requests"));
    assertEquals(
        List.of("2026-01-31"),
        entries(world.customer, CUSTOMER + "?from=2026-01-31&to=2026-01-31", "day"));
    assertEquals(
        List.of("2026-01|23", "2026-02|13"),
        entries(world.customer, CUSTOMER + "?to=2026-02-28&groupBy=month", "month", "requests"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=2026-1-1",
        "from=2026-02-30",
        "to=yesterday",
        "from=2026-02-02&to=2026-02-01",
        "from=2025-01-01&to=2026-01-02",
        "groupBy=",
        "groupBy=day,week",
        "sort=month",
        "sort=id",
        "product_id=orders",
        "credential_id=",
        "tenant_id=00000000-0000-4000-8000-000000000001",
        "name=orders",
        "limit=0",
        "cursor=x"
      })
  void parameter_invalid_isNamed(String query) {
    String problem = world.customer.get(CUSTOMER + "?" + query).expect(400).text();
    String name = query.contains("&") ? "from" : query.substring(0, query.indexOf('='));
    assertTrue(problem.contains('"' + name + '"'), problem);
  }

  @Test
  @Tag("C-58")
  @DisplayName("C-58 no list has usage of other tenants, with any filter")
  void usage_ofOtherTenants_isHidden() {
    world.server.tenant("globex", "provider");
    world.server.tenant("market", "customer");
    ApiClient gus = world.server.user("gus", "org-admin", "org", "globex");
    ApiClient mia = world.server.user("mia", "customer-admin", "customer", "market");
    String shop = postgres.query("select id from tenants where slug = 'shop'").getFirst();
    for (String filter :
        List.of("", "&subscription_id=" + subscription, "&product_id=" + world.product)) {
      assertEquals(List.of(), entries(gus, PROVIDER + WINTER + filter, "id"));
      assertEquals(List.of(), entries(gus, OPERATOR + WINTER + filter, "id"));
      assertEquals(List.of(), entries(mia, CUSTOMER + WINTER + filter, "id"));
      assertEquals(List.of(), entries(mia, OPERATOR + WINTER + filter, "id"));
    }
    assertEquals(List.of(), entries(gus, PROVIDER + WINTER + "&tenant_id=" + shop, "id"));
    String mine =
        ApiWorld.made(
            mia,
            "/v1/customer/subscriptions",
            "{'publish_id': '%s', 'plan_id': '%s'}"
                .formatted(publish.substring(publish.lastIndexOf('/') + 1), world.plan));
    report(used(mine, key(mia, mine), "2026-01-31", 100, 0, "0"));
    String byTenant = WINTER + "&groupBy=tenant&sort=requests";
    assertEquals(List.of("100"), entries(mia, CUSTOMER + byTenant, "requests"));
    assertEquals(List.of("36"), entries(world.customer, CUSTOMER + byTenant, "requests"));
    assertEquals(List.of("36", "100"), entries(world.provider, PROVIDER + byTenant, "requests"));
    assertEquals(List.of("36", "100"), entries(world.operator, OPERATOR + byTenant, "requests"));
    assertEquals(
        List.of("36"), entries(world.operator.in("shop"), OPERATOR + byTenant, "requests"));
  }

  @Test
  @Tag("C-59")
  @DisplayName("C-59 a role at a gateway, product or subscription sees its usage alone")
  void roles_atOneObject_seeItsUsage() {
    postgres.execute(
        """
        insert into gateways (tenant_id, name) select id, 'unused' from tenants where slug = 'acme';
        insert into gateway_listeners (gateway_id, name, port, protocol)
          select id, 'http', 8089, 'HTTP' from gateways where name = 'unused';
        insert into products (tenant_id, name, slug, version, status)
          select id, 'Unused', 'unused', '1', 'active' from tenants where slug = 'acme';
        """);
    String gateway = id("select id from gateways where name = 'unused'");
    String product = id("select id from products where slug = 'unused'");
    assertEquals(
        List.of("36"), seen("api-consumer", "subscription", "shop", subscription, CUSTOMER));
    assertEquals(
        List.of("36"), seen("business-manager", "product", "acme", world.product, PROVIDER));
    assertEquals(List.of(), seen("business-manager", "product", "acme", product, PROVIDER));
    assertEquals(List.of("36"), seen("gateway-owner", "gateway", "acme", world.gateway, PROVIDER));
    assertEquals(List.of(), seen("gateway-owner", "gateway", "acme", gateway, OPERATOR));
  }

  private String id(String sql) {
    return postgres.query(sql).getFirst();
  }

  private List<String> seen(String role, String scope, String tenant, String id, String path) {
    String subject = role + " of " + id;
    postgres.execute(
        """
        insert into users (issuer, subject) values ('%s', '%s');
        insert into role_bindings (user_id, role, scope, tenant_id, scope_id, created_by)
        select u.id, '%s', '%s', t.id, '%s', 'test' from users u, tenants t
        where u.subject = '%2$s' and t.slug = '%6$s'
        """
            .formatted(ApiTestServer.ISSUER, subject, role, scope, id, tenant));
    return entries(
        world.server.as(subject).in(tenant), path + WINTER + "&groupBy=environment", "requests");
  }
}
