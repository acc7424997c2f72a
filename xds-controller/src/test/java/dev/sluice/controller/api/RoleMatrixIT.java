package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.controller.api.contract.ApiContract;
import dev.sluice.controller.api.contract.ApiOperation;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of every operation by every role, in the own tenant and in another one. */
final class RoleMatrixIT {
  private static final List<String> ROLES =
      List.of(
          "system-admin",
          "org-admin",
          "gateway-owner",
          "api-developer",
          "business-manager",
          "customer-admin",
          "api-consumer",
          "auditor");

  /**
   * The permissions by resource, one column for each role in the order of ROLES. C create, R read,
   * U update, D delete, P publish, W withdraw, A approve and reject, K issue, rotate and revoke, B
   * rollback, X run.
   */
  private static final String TABLE =
      """
      tenant          CRUD RU   -    -    -    RU   -  R
      user            CRUD CRUD -    R    R    CRUD -  R
      role_binding    CRUD CRUD -    R    R    CRUD -  R
      cluster         CRUD R    R    R    R    -    -  R
      ip_block        CRUD -    -    -    -    -    -  R
      emergency_factor CRUD -   -    -    -    -    -  R
      gateway         R    CRUD CRU  R    R    -    -  R
      api_service     R    CRUD R    CRUD R    -    -  R
      api_version     R    CRUD R    CRUD R    -    -  R
      route           R    CRUD R    CRUD R    -    -  R
      backend         R    CRUD R    CRUD R    -    -  R
      llm_model       R    CRUD R    CRUD R    -    -  R
      policy          R    CRUD R    CRUD R    -    -  R
      product         R    CRUD R    R    CRUD R    R  R
      plan            R    CRUD R    R    CRUD R    R  R
      product_publish RW   CRUDPW CRUPW CRUPW R R   R  R
      subscription    R    RA   -    -    RA   CRD  R  R
      client_app      R    -    -    -    -    CRUD R  R
      credential      R    R    -    -    R    CRK  RK R
      agent           RUD  R    R    R    R    -    -  R
      registration_token K -    -    -    -    -    -  -
      config_revision RB   R    R    R    -    -    -  R
      audit           R    R    -    -    -    R    -  R
      usage           R    R    R    R    R    R    R  R
      policy_set      R    -    -    -    -    -    -  R
      playground      RX   -    -    -    -    -    -  -
      """;

  private static final Map<String, Character> LETTERS =
      Map.ofEntries(
          Map.entry("create", 'C'),
          Map.entry("read", 'R'),
          Map.entry("update", 'U'),
          Map.entry("delete", 'D'),
          Map.entry("publish", 'P'),
          Map.entry("withdraw", 'W'),
          Map.entry("approve", 'A'),
          Map.entry("reject", 'A'),
          Map.entry("issue", 'K'),
          Map.entry("rotate", 'K'),
          Map.entry("revoke", 'K'),
          Map.entry("rollback", 'B'),
          Map.entry("run", 'X'));

  private static final Set<String> CUSTOMERS = Set.of("customer-admin", "api-consumer");
  private static final Set<String> EVERYWHERE = Set.of("system-admin", "auditor");

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  @AutoClose private ApiTestServer server;
  private final Map<String, ApiClient> clients = new LinkedHashMap<>();

  @BeforeEach
  void start() throws IOException {
    server = new ApiTestServer(postgres, folder);
    for (String tenant : List.of("acme", "globex")) {
      server.tenant(tenant, "provider");
    }
    for (String tenant : List.of("shop", "market")) {
      server.tenant(tenant, "customer");
    }
    for (String role : ROLES) {
      boolean system = EVERYWHERE.contains(role);
      boolean customer = CUSTOMERS.contains(role);
      String scope = system ? "system" : customer ? "customer" : "org";
      String tenant = system ? "" : customer ? "shop" : "acme";
      if (role.equals("gateway-owner")) {
        gatewayOwner();
      } else {
        server.user(role, role, scope, tenant);
      }
      clients.put(role, server.as(role));
    }
  }

  private void gatewayOwner() {
    postgres.execute(
        """
        insert into users (issuer, subject) values ('%s', 'gateway-owner');
        insert into gateways (tenant_id, name) select id, 'owned' from tenants where slug = 'acme';
        insert into gateway_listeners (gateway_id, name, port, protocol)
        select id, 'http', 8080, 'HTTP' from gateways;
        insert into role_bindings (user_id, role, scope, tenant_id, scope_id, created_by)
        select u.id, 'gateway-owner', 'gateway', g.tenant_id, g.id, 'test'
        from users u, gateways g where u.subject = 'gateway-owner'
        """
            .formatted(ApiTestServer.ISSUER));
  }

  @Test
  @Tag("C-59")
  @DisplayName("C-59 each role may do what the table says, and nothing else")
  void operations_ofEachRole_followTheTable() {
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    for (ApiOperation operation : ApiContract.load().operations()) {
      if (operation.resource().isEmpty()) {
        continue;
      }
      for (String role : ROLES) {
        cases++;
        boolean wanted = allowed(role, operation);
        int status = call(operation, role, own(role, operation));
        if (wanted == (status == 403)) {
          wrong.add(role + " " + operation.id() + " got " + status);
        }
      }
    }
    System.out.println("roles x operations in the own tenant: " + cases);
    assertTrue(cases > 900, cases + " cases");
    assertEquals(List.of(), wrong);
  }

  @Test
  @Tag("C-58")
  @DisplayName("C-58 no role reaches another tenant by its slug")
  void operations_inOtherTenant_areForbidden() {
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    for (ApiOperation operation : ApiContract.load().operations()) {
      if (operation.resource().isEmpty()) {
        continue;
      }
      for (String role : ROLES) {
        if (EVERYWHERE.contains(role)) {
          continue;
        }
        for (String tenant : List.of("globex", "market", "unknown")) {
          cases++;
          int status = call(operation, role, tenant);
          if (status != 403) {
            wrong.add(role + " " + operation.id() + " in " + tenant + " got " + status);
          }
        }
      }
    }
    System.out.println("roles x operations x other tenants: " + cases);
    assertEquals(List.of(), wrong);
  }

  @Test
  void operations_withoutToken_areUnauthenticated() {
    for (ApiOperation operation : ApiContract.load().operations()) {
      if (!operation.open()) {
        assertEquals(
            401, send(server.anonymous().in("acme"), operation).status(), operation.place());
      }
    }
  }

  /** Returns what the table says; the one role without the portal of operators is api-consumer. */
  private static boolean allowed(String role, ApiOperation operation) {
    boolean portal =
        EVERYWHERE.contains(role)
            || (operation.portal().equals("operator") && !role.equals("api-consumer"))
            || operation.portal().equals(CUSTOMERS.contains(role) ? "customer" : "provider");
    String cell =
        TABLE
            .lines()
            .map(line -> line.trim().split(" +"))
            .filter(cells -> cells[0].equals(operation.resource().orElseThrow()))
            .map(cells -> cells[1 + ROLES.indexOf(role)])
            .findFirst()
            .orElseThrow();
    return portal && cell.indexOf(LETTERS.getOrDefault(operation.action(), '?')) >= 0;
  }

  /** Returns the tenant of a role; an administrator of all manages tenants without one. */
  private static String own(String role, ApiOperation operation) {
    if (EVERYWHERE.contains(role)) {
      return switch (operation.portal()) {
        case "operator" -> "";
        case "customer" -> "shop";
        default -> "acme";
      };
    }
    return CUSTOMERS.contains(role) ? "shop" : "acme";
  }

  private int call(ApiOperation operation, String role, String tenant) {
    ApiClient client = Objects.requireNonNull(clients.get(role));
    return send(tenant.isEmpty() ? client : client.in(tenant), operation).status();
  }

  private static ApiClient.Answer send(ApiClient client, ApiOperation operation) {
    String path = operation.path().replaceAll("\\{\\w+}", UUID.randomUUID().toString());
    // A stream would last.
    path += path.endsWith("/stream") ? "?events=1" : "";
    String body = operation.body().isPresent() ? "{}" : "";
    String type = operation.patch() ? "application/merge-patch+json" : "application/json";
    return client.send(
        operation.method(), path, body, Map.of("If-Match", "\"0\"", "Content-Type", type));
  }
}
