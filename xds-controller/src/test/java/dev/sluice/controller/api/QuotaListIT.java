package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.report.QuotaCountRepository;
import dev.sluice.controller.store.report.QuotaCountRepository.QuotaBatchRow;
import dev.sluice.controller.store.report.QuotaCountRow;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A test of quotas and their events, as customers, providers and operators see them. */
@ExtendWith(NoWarnings.class)
final class QuotaListIT {
  private static final List<String> PORTALS = List.of("customer", "provider", "operator");

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  @AutoClose private ApiWorld world;
  private String subscription = "";
  private String key = "";
  private String otherKey = "";
  private LocalDate today = LocalDate.EPOCH;

  @BeforeEach
  void start() throws IOException {
    world = new ApiWorld(postgres, folder);
    subscription = world.subscription(world.published());
    key = key(world.customer);
    otherKey = key(world.customer);
    postgres.execute("update plans set per_day = 10, per_month = 300");
    // The day may end during the test.
    today = LocalDate.now(ZoneOffset.UTC);
    report(key, today, 7);
    report(otherKey, today, 1);
  }

  private String key(ApiClient customer) {
    return ApiWorld.made(
        customer, "/v1/customer/credentials", "{'subscription_id': '" + subscription + "'}");
  }

  private void report(String credential, LocalDate day, long requests) {
    try (Database database = Database.open(postgres.config(), Optional.empty())) {
      var count =
          new QuotaCountRow(
              UUID.fromString(subscription), UUID.fromString(credential), day.toString(), requests);
      assertEquals(
          "applied",
          new QuotaCountRepository(database)
              .save(
                  new QuotaBatchRow(
                      UUID.randomUUID(), "lab/extauthz", 1, List.of(count), List.of()))
              .result());
    }
  }

  private ApiClient client(String portal) {
    return switch (portal) {
      case "customer" -> world.customer;
      case "provider" -> world.provider;
      default -> world.operator;
    };
  }

  private static List<String> entries(ApiClient client, String path, String... members) {
    List<String> entries = new ArrayList<>();
    for (JsonNode item : client.get(path).expect(200).json().path("items").values()) {
      entries.add(
          String.join("|", Arrays.stream(members).map(m -> item.path(m).asString("-")).toList()));
    }
    return entries;
  }

  @Test
  @Tag("C-50")
  @DisplayName("C-50 a quota shows what is used, its limit and its end")
  void quotas_inEachPortal_showUse() {
    for (String portal : PORTALS) {
      List<String> quotas =
          entries(
              client(portal),
              "/v1/" + portal + "/quotas",
              "credential_id",
              "per_day",
              "used_on_day",
              "day_ends_at",
              "per_month",
              "used_in_month",
              "month_ends_at");
      String day = "T00:00:00Z";
      String ends = today.plusDays(1) + day;
      String month = today.withDayOfMonth(1).plusMonths(1) + day;
      assertEquals(
          List.of(
                  "-|10|8|" + ends + "|300|8|" + month,
                  key + "|10|7|" + ends + "|300|7|" + month,
                  otherKey + "|10|1|" + ends + "|300|1|" + month)
              .stream()
              .sorted()
              .toList(),
          quotas.stream().sorted().toList());
    }
  }

  @Test
  void quotas_filtersAndPages_selectEntries() {
    String path = "/v1/customer/quotas";
    assertEquals(
        List.of("7"), entries(world.customer, path + "?credential_id=" + key, "used_on_day"));
    assertEquals(
        3, entries(world.customer, path + "?subscription_id=" + subscription, "id").size());
    assertEquals(
        List.of(), entries(world.customer, path + "?product_id=" + UUID.randomUUID(), "id"));
    List<String> parts = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode part = world.customer.get(path + "?limit=1" + cursor).expect(200).json();
      part.path("items").forEach(item -> parts.add(item.path("id").asString()));
      JsonNode next = part.path("next");
      cursor = next.isNull() ? "" : "&cursor=" + next.asString();
    } while (!cursor.isEmpty());
    assertEquals(entries(world.customer, path, "id"), parts);
  }

  @Test
  @Tag("C-50")
  @DisplayName("C-50 the events of 80 % and 100 % are listed, the newest first")
  void events_inEachPortal_areListed() {
    report(key, today, 2);
    for (String portal : PORTALS) {
      assertEquals(
          List.of("100|10|10|day", "80|10|9|day", "80|10|8|day"),
          entries(
                  client(portal),
                  "/v1/" + portal + "/quota-events",
                  "percent",
                  "quota",
                  "used",
                  "period")
              .stream()
              .sorted(
                  Comparator.comparingInt(e -> e.contains("|9|") ? 1 : e.startsWith("100") ? 0 : 2))
              .toList());
    }
    String path = "/v1/customer/quota-events";
    assertEquals(List.of("80"), entries(world.customer, path + "?credential_id=" + key, "percent"));
    String cursor = world.customer.get(path + "?limit=2").json().path("next").asString();
    assertEquals(List.of("80"), entries(world.customer, path + "?cursor=" + cursor, "percent"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "subscription_id=orders",
        "credential_id=",
        "tenant_id=00000000-0000-4000-8000-000000000001",
        "sort=used",
        "limit=0",
        "cursor=x",
        "from=2026-01-01"
      })
  void parameter_invalid_isNamed(String query) {
    for (String list : List.of("quotas", "quota-events")) {
      String problem = world.customer.get("/v1/customer/" + list + "?" + query).expect(400).text();
      assertTrue(problem.contains('"' + query.substring(0, query.indexOf('=')) + '"'), problem);
    }
  }

  @Test
  @Tag("C-58")
  @DisplayName("C-58 no list has quotas or events of other tenants")
  void quotas_ofOtherTenants_areHidden() {
    world.server.tenant("globex", "provider");
    world.server.tenant("market", "customer");
    ApiClient gus = world.server.user("gus", "org-admin", "org", "globex");
    ApiClient mia = world.server.user("mia", "customer-admin", "customer", "market");
    for (String list : List.of("quotas", "quota-events")) {
      String filter = "?subscription_id=" + subscription;
      for (String all : List.of("", filter)) {
        assertEquals(List.of(), entries(gus, "/v1/provider/" + list + all, "id"));
        assertEquals(List.of(), entries(gus, "/v1/operator/" + list + all, "id"));
        assertEquals(List.of(), entries(mia, "/v1/customer/" + list + all, "id"));
        assertEquals(List.of(), entries(mia, "/v1/operator/" + list + all, "id"));
      }
    }
  }

  @Test
  void roles_atOneSubscription_seeItsQuota() {
    postgres.execute(
        """
        insert into users (issuer, subject) values ('%s', 'reader');
        insert into role_bindings (user_id, role, scope, tenant_id, scope_id, created_by)
        select u.id, 'api-consumer', 'subscription', t.id, '%s', 'test' from users u, tenants t
        where u.subject = 'reader' and t.slug = 'shop'
        """
            .formatted(ApiTestServer.ISSUER, subscription));
    ApiClient reader = world.server.as("reader").in("shop");
    assertEquals(3, entries(reader, "/v1/customer/quotas", "id").size());
    assertEquals(1, entries(reader, "/v1/customer/quota-events", "id").size());
  }

  @Test
  void quotas_planWithoutQuota_areNotListed() {
    postgres.execute("update plans set per_day = null, per_month = null");
    assertEquals(List.of(), entries(world.customer, "/v1/customer/quotas", "id"));
  }
}
