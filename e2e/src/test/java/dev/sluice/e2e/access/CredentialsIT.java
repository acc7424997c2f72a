package dev.sluice.e2e.access;

import static dev.sluice.e2e.support.ControlPlaneState.awaitStatus;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.rows.CustomerTenant;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.RecordedRequest;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of the credentials of subscribed customers. */
@ExtendWith(TestEnvironmentExtension.class)
final class CredentialsIT {
  private static final String CLUSTER = "default";

  private final TestEnvironment sluice;

  CredentialsIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-54")
  @DisplayName("C-54 a publish with keys takes keys of its own subscriptions, and nothing else")
  void c54_apiKey() {
    try (ProviderTenant provider = sluice.newProvider("c54")) {
      GatewayClient client = published(provider, "c54-keys", "apikey", "{}");
      GatewayClient elsewhere = published(provider, "c54-other", "apikey", "{}");
      try (CustomerTenant customer = new CustomerTenant(sluice.sql(), "c54-customer", "c54-keys")) {
        String key = customer.issueKey();
        awaitStatus(client, 401);
        awaitStatus(client.withHeader("X-API-Key", key), 200);
        RecordedRequest seen = sluice.stack().upstream(StackPort.AGENT).lastRequest().orElseThrow();
        assertEquals(Optional.of(customer.id()), seen.header("x-tenant-id"));
        assertEquals(Optional.empty(), seen.header("x-api-key"));
        assertEquals(200, client.withBearer(key).get("/").status());
        seen = sluice.stack().upstream(StackPort.AGENT).lastRequest().orElseThrow();
        assertEquals(Optional.empty(), seen.header("authorization"));

        String wrong = key.substring(0, 13) + CustomerTenant.randomKey().substring(13);
        assertRefused(401, "AUTH_INVALID_TOKEN", client.withHeader("X-API-Key", wrong));
        assertRefused(
            401, "AUTH_INVALID_TOKEN", client.withHeader("X-API-Key", CustomerTenant.randomKey()));
        assertRefused(401, "AUTH_INVALID_TOKEN", client.withHeader("X-API-Key", "slk_short"));
        assertRefused(
            401, "AUTH_INVALID_TOKEN", client.withBearer(sluice.stack().issuer().token("admin")));
        assertEquals(200, client.withHeader("X-API-Key", key).withBearer(key).get("/").status());
        RecordedRequest both = sluice.stack().upstream(StackPort.AGENT).lastRequest().orElseThrow();
        assertEquals(Optional.empty(), both.header("x-api-key"));
        assertEquals(Optional.empty(), both.header("authorization"));
        assertRefused(
            401, "AUTH_INVALID_TOKEN", client.withHeader("X-API-Key", key).withBearer(wrong));
        awaitStatus(elsewhere, 401);
        assertRefused(403, "AUTH_FORBIDDEN", elsewhere.withHeader("X-API-Key", key));

        String reader = customer.issueKey("read", "list");
        awaitStatus(client.withHeader("X-API-Key", reader), 200);
        authConfig("c54-keys", "{\"scopes\": [\"write\"]}");
        awaitStatus(client.withHeader("X-API-Key", reader), 403);
        assertRefused(403, "AUTH_FORBIDDEN", client.withHeader("X-API-Key", reader));
        assertEquals(200, client.withHeader("X-API-Key", key).get("/").status(), "it has no limit");
      }
    }
    sluice.assertNoSecretInLogs();
  }

  @Test
  @Tag("C-55")
  @DisplayName("C-55 a replaced key serves until its date, then the new one alone")
  void c55_rotation() {
    try (ProviderTenant provider = sluice.newProvider("c55")) {
      GatewayClient client = published(provider, "c55-keys", "apikey", "{}");
      try (CustomerTenant customer = new CustomerTenant(sluice.sql(), "c55-customer", "c55-keys")) {
        String old = customer.issueKey();
        awaitStatus(client.withHeader("X-API-Key", old), 200);
        String fresh = customer.issueKey();
        retire(old, "1 hour");
        awaitStatus(client.withHeader("X-API-Key", fresh), 200);
        assertEquals(200, client.withHeader("X-API-Key", old).get("/").status());
        retire(old, "0 seconds");
        awaitStatus(client.withHeader("X-API-Key", old), 401);
        assertEquals(200, client.withHeader("X-API-Key", fresh).get("/").status());
        customer.revoke(fresh);
        awaitStatus(client.withHeader("X-API-Key", fresh), 401);
      }
    }
  }

  @Test
  @Tag("C-54")
  @DisplayName("C-54 a token's client is its subscription, where the publish asks for one")
  void c54_clientOfSubscription() {
    try (ProviderTenant provider = sluice.newProvider("c54-oauth")) {
      GatewayClient client =
          published(
              provider,
              "c54-clients",
              "oauth2",
              "{\"issuer\": \"default\", \"subscription\": \"required\"}");
      try (CustomerTenant customer = new CustomerTenant(sluice.sql(), "c54-shop", "c54-clients")) {
        GatewayClient shop =
            client.withBearer(
                sluice.stack().issuer().token("developer", Map.of("azp", "c54-client")));
        awaitStatus(client, 401);
        assertRefused(403, "AUTH_FORBIDDEN", shop);
        customer.bindClient("c54-client");
        awaitStatus(shop, 200);
        RecordedRequest seen = sluice.stack().upstream(StackPort.AGENT).lastRequest().orElseThrow();
        assertEquals(Optional.of(customer.id()), seen.header("x-tenant-id"));
        assertEquals(Optional.of("user-developer"), seen.header("x-user-id"));
        assertRefused(
            403, "AUTH_FORBIDDEN", client.withBearer(sluice.stack().issuer().token("admin")));
      }
    }
  }

  private GatewayClient published(
      ProviderTenant provider, String product, String mode, String authConfig) {
    provider.addProduct(product, sluice.echoPort()).publishProduct(product, "dev", CLUSTER);
    sluice
        .sql()
        .execute(
            "update product_publishes set auth_mode = ?, auth_config = ?::jsonb where hostname = ?",
            mode,
            authConfig,
            product + ".test");
    return sluice.atHost(provider.port(), product + ".dev.local.api.example.com");
  }

  private void authConfig(String product, String authConfig) {
    sluice
        .sql()
        .execute(
            "update product_publishes set auth_config = ?::jsonb where hostname = ?",
            authConfig,
            product + ".test");
  }

  private void retire(String key, String in) {
    sluice
        .sql()
        .execute(
            "update credentials set status = 'retiring', retire_at = now() + ?::interval"
                + " where prefix = ?",
            in,
            key.substring(4, 12));
  }

  private static void assertRefused(int status, String code, GatewayClient client) {
    GatewayResponse answer = client.get("/");
    assertEquals(status + " " + code, answer.status() + " " + answer.errorCode());
  }
}
