package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.api.contract.ApiContract;
import dev.sluice.controller.api.contract.ApiOperation;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of the wall between tenants: over every operation, and below the API. */
@ExtendWith(NoWarnings.class)
final class TenantWallIT {
  /** The operations that answer with one request; HistoryIT tests their wall. */
  private static final Set<String> ONE_REQUEST = Set.of("explainProviderRequest");

  /** The lists of what providers offer to every customer. */
  private static final Set<String> OFFERS =
      Set.of("listOfferedProducts", "listOfferedPlans", "listOfferedPublishes");

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  @AutoClose private ApiWorld world;

  @BeforeEach
  void start() throws IOException {
    world = new ApiWorld(postgres, folder);
    String publish = world.published();
    String subscription = world.subscription(publish);
    String key =
        ApiWorld.made(
            world.customer,
            "/v1/customer/credentials",
            "{'subscription_id': '" + subscription + "'}");
    postgres.execute(
        "insert into usage_daily (subscription_id, credential_id, day, requests)"
            + " values ('%s', '%s', current_date, 1)".formatted(subscription, key));
    postgres.execute("update plans set per_day = 10");
    postgres.execute(
        "insert into quota_events (subscription_id, period, period_start, percent, quota, used)"
            + " values ('%s', 'day', current_date, 80, 10, 8)".formatted(subscription));
    postgres.execute(
        ("insert into token_budget_usage values ('%s', 'plan', 'day',"
                + " (now() at time zone 'UTC')::date, '', '', '', '', '', false, 10, 8)")
            .formatted(subscription));
    postgres.execute(
        "insert into token_budget_events (owner_id, name, period, period_start, tenant, user_name,"
            + " credential, model, route, money, percent, budget, used) select owner_id, name,"
            + " period, period_start, tenant, user_name, credential, model, route, money, 80,"
            + " budget, used from token_budget_usage");
    ApiWorld.made(world.customer, "/v1/customer/client-apps", "{'name': 'app'}");
    ApiWorld.made(
        world.provider,
        "/v1/provider/api-services/" + world.service + "/versions",
        "{'label': 'v1'}");
    ApiWorld.made(
        world.provider,
        "/v1/provider/llm-models",
        "{'alias': 'm', 'backend_id': '%s', 'upstream_model': 'm', 'provider': 'openai'}"
            .formatted(world.backend));
    ApiWorld.made(
        world.provider,
        "/v1/provider/policies",
        "{'name': 'p', 'scope': 'global', 'kind': 'cors', 'spec': {'origins': ['https://a.example']}}");
    world.server.tenant("globex", "provider");
    world.server.tenant("market", "customer");
  }

  @Test
  @Tag("C-58")
  @DisplayName("C-58 ids of another tenant answer as ids that do not exist")
  void operations_onForeignIds_answerAsMissing() {
    ApiClient provider = world.server.user("gus", "org-admin", "org", "globex");
    ApiClient customer = world.server.user("mia", "customer-admin", "customer", "market");
    List<String> ids = postgres.query(ids());
    assertTrue(ids.size() >= 15, ids::toString);
    int cases = 0;
    List<String> wrong = new ArrayList<>();
    for (ApiOperation operation : ApiContract.load().operations()) {
      if (!operation.path().contains("{") || operation.path().startsWith("/v1/operator/clusters")) {
        continue;
      }
      ApiClient client = operation.portal().equals("customer") ? customer : provider;
      String missing = call(client, operation, UUID.randomUUID().toString());
      for (String id : ids) {
        cases++;
        String answer = call(client, operation, id);
        if (!answer.equals(missing) && !isOffer(operation, id)) {
          wrong.add(operation.place() + " " + answer + " instead of " + missing);
        }
      }
    }
    System.out.println("operations x ids of other tenants: " + cases);
    assertEquals(List.of(), wrong);
  }

  /** Returns whether an id is of an offer, which every customer sees. */
  private boolean isOffer(ApiOperation operation, String id) {
    return operation.portal().equals("customer")
        && operation.method().equals("GET")
        && (id.equals(world.product)
            || id.equals(world.plan)
            || postgres.query("select id from product_publishes").contains(id));
  }

  @Test
  @Tag("C-58")
  @DisplayName("C-58 lists hold no row of another tenant")
  void lists_ofOtherTenant_areEmpty() {
    ApiClient provider = world.server.user("gus", "org-admin", "org", "globex");
    ApiClient customer = world.server.user("mia", "customer-admin", "customer", "market");
    for (ApiOperation operation : ApiContract.load().operations()) {
      boolean list =
          operation.method().equals("GET")
              && !operation.path().contains("{")
              && !ONE_REQUEST.contains(operation.id());
      if (list && operation.portal().equals("provider")) {
        assertEquals(0, size(provider, operation), operation.path());
      }
      if (list && operation.portal().equals("customer") && !OFFERS.contains(operation.id())) {
        assertEquals(0, size(customer, operation), operation.path());
        assertTrue(size(world.customer, operation) > 0, operation.path());
      }
    }
    List<String> users = new ArrayList<>();
    provider
        .get("/v1/operator/users")
        .json()
        .path("items")
        .forEach(user -> users.add(user.path("subject").asString()));
    assertEquals(List.of("gus"), users);
  }

  @Test
  void references_toForeignRows_answerAsMissing() {
    ApiClient gus = world.server.user("gus", "org-admin", "org", "globex");
    String body =
        "{\"product_id\": \"%s\", \"name\": \"n\", \"tier\": \"free\", \"per_minute\": 1, \"burst\": 1}";
    String foreign =
        gus.post("/v1/provider/plans", body.formatted(world.product)).expect(422).firstError();
    String missing =
        gus.post("/v1/provider/plans", body.formatted(UUID.randomUUID())).expect(422).firstError();
    assertEquals(missing, foreign);
    gus.post("/v1/provider/product-publishes", world.publishBody(Map.of())).expect(422);
    String listener =
        "{\"name\": \"g\", \"listeners\": [{\"name\": \"t\", \"port\": 1, \"protocol\": \"TCP\","
            + " \"backend_id\": \""
            + world.backend
            + "\"}]}";
    gus.post("/v1/provider/gateways", listener).expect(422);
  }

  @Test
  void role_withoutTenant_seesNothing() throws SQLException {
    List<String> walled =
        postgres.query(
            "select tablename from pg_policies where policyname = 'tenant_wall' order by 1");
    assertTrue(walled.size() >= 20, walled::toString);
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set role sluice_management");
      for (String table : walled) {
        try (ResultSet rows =
            statement.executeQuery(
                "select count("
                    + (table.equals("llm_model_states") ? "since" : "created_at")
                    + ") from "
                    + table
                    + (table.equals("credentials") ? " where id is not null" : ""))) {
          rows.next();
          assertEquals(0, rows.getInt(1), table);
        }
      }
    }
  }

  @Test
  void tables_withTenantData_areWalled() {
    assertEquals(
        List.of("clusters"),
        postgres.query(
            """
            select distinct g.table_name from information_schema.role_table_grants g
            join pg_class c on c.relname = g.table_name and c.relnamespace = 'public'::regnamespace
            where g.grantee = 'sluice_management' and g.privilege_type = 'SELECT'
              and not c.relrowsecurity and c.relkind = 'r' and g.table_name <> 'api_first_admin'
            """));
  }

  private static int size(ApiClient client, ApiOperation operation) {
    return client.get(operation.path()).expect(200).json().path("items").size();
  }

  /** Returns a query for the ids of all rows of the first two tenants. */
  private static String ids() {
    StringBuilder sql = new StringBuilder();
    for (String table :
        List.of(
            "tenants",
            "role_bindings",
            "api_services",
            "api_versions",
            "backends",
            "backend_endpoints",
            "routes",
            "llm_models",
            "policies",
            "gateways",
            "products",
            "plans",
            "product_publishes",
            "client_apps",
            "subscriptions",
            "credentials")) {
      sql.append(sql.isEmpty() ? "" : " union all ");
      sql.append("(select id from ").append(table);
      sql.append(table.equals("tenants") ? " where slug in ('acme', 'shop')" : "");
      sql.append(" limit 3)");
    }
    return sql.toString();
  }

  private static String call(ApiClient client, ApiOperation operation, String id) {
    String path = operation.path().replaceAll("\\{\\w+}", id);
    String body =
        operation.body().isEmpty() || operation.id().startsWith("replace")
            ? ""
            : operation.bodyRequired() ? "{\"name\": \"x\"}" : "";
    String type = operation.patch() ? "application/merge-patch+json" : "application/json";
    ApiClient.Answer answer =
        client.send(
            operation.method(), path, body, Map.of("If-Match", "\"0\"", "Content-Type", type));
    return answer.status() + " " + answer.json().path("detail").asString("");
  }
}
