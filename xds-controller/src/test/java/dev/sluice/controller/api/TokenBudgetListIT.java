package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A test of token budgets, as customers, providers and operators see them. */
@ExtendWith(NoWarnings.class)
final class TokenBudgetListIT {
  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  @AutoClose private ApiWorld world;
  private String subscription = "";

  @BeforeEach
  void start() throws IOException {
    world = new ApiWorld(postgres, folder);
    subscription = world.subscription(world.published());
    String policy =
        ApiWorld.made(
            world.provider,
            "/v1/provider/policies",
            "{'name': 'p', 'scope': 'global', 'kind': 'token_budget', 'spec':"
                + " {'budgets': [{'name': 'money', 'cost': 2.5, 'period': 'month', 'key': ['model']}]}}");
    use(subscription, "plan", "", "", false, 100_000, 62_500);
    use(policy, "money", "", "m", true, 250_000_000, 125_000_000);
    use(policy, "tenants", tenant(), "", false, 9_000, 1_000);
    postgres.execute(
        "insert into token_budget_usage select owner_id, name, period, '2020-01-01', tenant,"
            + " user_name, credential, model, route, money, budget, used from token_budget_usage");
  }

  private String tenant() {
    return postgres
        .query("select tenant_id from subscriptions where id = '%s'".formatted(subscription))
        .getFirst();
  }

  private void use(
      String owner,
      String name,
      String tenant,
      String model,
      boolean money,
      long budget,
      long used) {
    postgres.execute(
        """
        insert into token_budget_usage (owner_id, name, period, period_start, tenant, user_name, credential, model, route,
          money, budget, used)
        values ('%s', '%s', 'month', date_trunc('month', now() at time zone 'UTC')::date, '%s', '', '', '%s', '', %s, %d, %d)
        """
            .formatted(owner, name, tenant, model, money, budget, used));
  }

  private static List<String> entries(ApiClient client, String path) {
    List<String> entries = new ArrayList<>();
    for (JsonNode item : client.get(path).expect(200).json().path("items").values()) {
      entries.add(
          "%s %s %s of %s"
              .formatted(
                  item.path("name").asString(),
                  item.path("unit").asString(),
                  item.path("used").asString(),
                  item.path("budget").asString()));
    }
    return entries.stream().sorted().toList();
  }

  @Test
  @Tag("N-08")
  @DisplayName("N-08 token budgets are listed with what is used in the current period")
  void budgets_inEachPortal_showUse() {
    String money = "money money 1.25000000 of 2.50000000";
    String plan = "plan tokens 62.500 of 100.000";
    String tenants = "tenants tokens 1.000 of 9.000";
    assertEquals(
        List.of(money, plan, tenants), entries(world.provider, "/v1/provider/token-budgets"));
    assertEquals(
        List.of(money, plan, tenants), entries(world.operator, "/v1/operator/token-budgets"));
    assertEquals(List.of(plan, tenants), entries(world.customer, "/v1/customer/token-budgets"));
    assertEquals(
        List.of(plan),
        entries(world.provider, "/v1/provider/token-budgets?subscription_id=" + subscription));
  }

  @Test
  void events_inEachPortal_areListed() {
    postgres.execute(
        "insert into token_budget_events (owner_id, name, period, period_start, tenant, user_name,"
            + " credential, model, route, money, percent, budget, used) select owner_id, name,"
            + " period, period_start, tenant, user_name, credential, model, route, money, 80,"
            + " budget, used from token_budget_usage where period_start > '2020-01-01'"
            + " order by name");
    String money = "money money 1.25000000 of 2.50000000";
    String plan = "plan tokens 62.500 of 100.000";
    String tenants = "tenants tokens 1.000 of 9.000";
    for (String portal : List.of("provider", "operator", "customer")) {
      ApiClient client =
          portal.equals("provider")
              ? world.provider
              : portal.equals("operator") ? world.operator : world.customer;
      assertEquals(
          portal.equals("customer") ? List.of(plan, tenants) : List.of(money, plan, tenants),
          entries(client, "/v1/" + portal + "/token-budget-events"));
    }
    String path = "/v1/provider/token-budget-events?limit=2";
    JsonNode first = world.provider.get(path).expect(200).json();
    assertEquals("tenants", first.path("items").path(0).path("name").asString());
    assertEquals(80, first.path("items").path(0).path("percent").asInt());
    JsonNode rest =
        world.provider.get(path + "&cursor=" + first.path("next").asString()).expect(200).json();
    assertEquals(1, rest.path("items").size());
  }

  @Test
  void budgets_pages_followEachOther() {
    String path = "/v1/provider/token-budgets?limit=2";
    JsonNode first = world.provider.get(path).expect(200).json();
    assertEquals(2, first.path("items").size());
    JsonNode rest =
        world.provider.get(path + "&cursor=" + first.path("next").asString()).expect(200).json();
    assertEquals(1, rest.path("items").size());
  }
}
