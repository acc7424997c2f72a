package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of who may call the API. */
@ExtendWith(NoWarnings.class)
final class AccessIT {
  private static final String TENANTS = "/v1/operator/tenants";
  private static final String FIRST = "/v1/public/first-admin";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  @AutoClose private ApiTestServer server;
  private Path rbac;

  @BeforeEach
  void start() throws IOException {
    rbac = folder.resolve("rbac.yaml");
    Files.copy(Path.of("..", "policies", "rbac.yaml"), rbac);
    server = new ApiTestServer(postgres, folder, 100, rbac);
  }

  @Test
  void firstAdmin_redeemsTokenOnce() throws IOException {
    Path file = server.firstAdminToken();
    String token = Files.readString(file);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    String body = "{\"token\": \"" + token + "\"}";
    server.as("ada").post(FIRST, "{\"token\": \"" + "x".repeat(43) + "\"}").expect(403);
    server.anonymous().post(FIRST, body).expect(401);
    server.as("ada").get(TENANTS).expect(403);
    server.as("ada").post(FIRST, body).expect(200);
    server.as("ada").get(TENANTS).expect(200);
    server.as("eve").post(FIRST, body).expect(403);
    assertFalse(Files.exists(file));
    assertEquals(List.of("0"), postgres.query("select count(*) from api_first_admin"));
    assertEquals(
        List.of("1"),
        postgres.query("select count(*) from change_events where actor_role = 'first-admin'"));
  }

  @Test
  void token_ofOthers_is401() {
    server.user("ada", "system-admin", "system", "");
    server.as("ada").get(TENANTS).expect(200);
    long now = Instant.now().getEpochSecond();
    List<Map<String, Object>> wrong =
        List.of(
            Map.of("iss", "https://other.example.com"),
            Map.of("aud", "another"),
            Map.of("exp", now - 100, "iat", now - 200));
    for (Map<String, Object> claims : wrong) {
      server.withToken(ApiTestServer.token("ada", claims)).get(TENANTS).expect(401);
    }
    String valid = ApiTestServer.token("ada");
    server.withToken(valid.substring(0, valid.length() - 4) + "AAAA").get(TENANTS).expect(401);
    server.anonymous().get(TENANTS).expect(401);
  }

  @Test
  void user_disabledOrUnknown_is403() {
    ApiClient ada = server.user("ada", "system-admin", "system", "");
    postgres.execute("update users set status = 'disabled'");
    ada.get(TENANTS).expect(403);
    server.as("nobody").get(TENANTS).expect(403);
  }

  @Test
  void tenantHeader_missingOrForeign_isRejected() {
    server.tenant("acme", "provider");
    server.tenant("globex", "provider");
    ApiClient ada = server.user("ada", "org-admin", "org", "acme");
    server.as("ada").get("/v1/provider/gateways").expect(400);
    String foreign = ada.in("globex").get("/v1/provider/gateways").expect(403).text();
    String unknown = ada.in("nothing").get("/v1/provider/gateways").expect(403).text();
    assertEquals(withoutId(foreign), withoutId(unknown));
  }

  private static String withoutId(String text) {
    return text.replaceAll("\"request_id\":\"[^\"]*\"", "");
  }

  @Test
  @Tag("C-59")
  @DisplayName("C-59 a change of policies/rbac.yaml takes effect without a restart")
  void rbacFile_changed_isReloaded() throws IOException {
    server.tenant("acme", "provider");
    ApiClient ada = server.user("ada", "api-developer", "org", "acme");
    ada.get("/v1/provider/gateways").expect(200);
    Files.writeString(
        rbac,
        Files.readString(rbac)
            .replace("[user, role_binding, cluster, gateway, product, plan]", "[user]"));
    Await.until(() -> ada.get("/v1/provider/gateways").status() == 403);
  }

  @Test
  void requests_overLimit_are429() {
    ApiClient ada = server.user("ada", "system-admin", "system", "");
    Optional<ApiClient.Answer> refused = Optional.empty();
    for (int i = 0; i < 101 && refused.isEmpty(); i++) {
      refused = Optional.of(ada.get(TENANTS)).filter(answer -> answer.status() == 429);
    }
    int seconds = Integer.parseInt(refused.orElseThrow().header("retry-after"));
    assertEquals(Math.clamp(seconds, 1, 60), seconds);
    server.as("eve").get(TENANTS).expect(403);
  }

  @Test
  void roleBinding_notGrantable_isRejected() {
    server.tenant("acme", "provider");
    ApiClient ada = server.user("ada", "org-admin", "org", "acme");
    String user =
        ada.post(
                "/v1/operator/users",
                "{\"issuer\": \"" + ApiTestServer.ISSUER + "\", \"subject\": \"bob\"}")
            .expect(201)
            .id();
    String path = "/v1/operator/role-bindings";
    String binding = "{\"user_id\": \"%s\", \"role\": \"%s\", \"scope\": \"%s\"}";
    ada.post(path, binding.formatted(user, "system-admin", "system")).expect(403);
    ada.post(path, binding.formatted(user, "customer-admin", "customer")).expect(403);
    ada.post(path, binding.formatted(user, "org-admin", "system")).expect(422);
    ada.post(path, binding.formatted(user, "api-developer", "org")).expect(201);
    server.as("bob").in("acme").get("/v1/provider/gateways").expect(200);
  }

  @Test
  void health_andContract_needNoToken() {
    assertEquals(
        "ok", server.anonymous().get("/v1/public/health").json().path("status").asString());
    server.anonymous().get("/v1/public/version").expect(200);
    assertEquals(
        "3.1.0", server.anonymous().get("/openapi.json").json().path("openapi").asString());
  }
}
