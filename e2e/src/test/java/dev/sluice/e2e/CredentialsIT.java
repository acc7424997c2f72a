package dev.sluice.e2e;

import static dev.sluice.e2e.Proof.awaitStatus;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.client.Answer;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.rows.Customer;
import dev.sluice.e2e.rows.Provider;
import dev.sluice.e2e.stack.Port;
import dev.sluice.e2e.stub.SeenRequest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What customers show to use what they have subscribed to. */
@ExtendWith(SluiceExtension.class)
final class CredentialsIT {
  private static final String CLUSTER = "default";

  private final Sluice sluice;

  CredentialsIT(Sluice sluice) {
    this.sluice = sluice;
  }

  @Test
  @DisplayName("C-54 a publish with keys takes keys of its own subscriptions, and nothing else")
  void c54_apiKey() {
    try (Provider provider = sluice.provider("c54")) {
      GatewayClient client = published(provider, "c54-keys", "apikey", "{}");
      GatewayClient elsewhere = published(provider, "c54-other", "apikey", "{}");
      try (Customer customer = new Customer(sluice.rows(), "c54-customer", "c54-keys")) {
        String key = customer.issue();
        awaitStatus(client, 401);
        awaitStatus(client.with("X-API-Key", key), 200);
        SeenRequest seen = sluice.stack().upstream(Port.AGENT).lastSeen().orElseThrow();
        assertEquals(Optional.of(customer.id()), seen.header("x-tenant-id"));
        assertEquals(Optional.empty(), seen.header("x-api-key"));
        assertEquals(200, client.bearer(key).get("/").status());
        seen = sluice.stack().upstream(Port.AGENT).lastSeen().orElseThrow();
        assertEquals(Optional.empty(), seen.header("authorization"));

        String wrong = key.substring(0, 13) + Customer.key().substring(13);
        assertRefused(401, "AUTH_INVALID_TOKEN", client.with("X-API-Key", wrong));
        assertRefused(401, "AUTH_INVALID_TOKEN", client.with("X-API-Key", Customer.key()));
        assertRefused(401, "AUTH_INVALID_TOKEN", client.with("X-API-Key", "slk_short"));
        assertRefused(
            401, "AUTH_INVALID_TOKEN", client.bearer(sluice.stack().issuer().token("admin")));
        assertRefused(401, "AUTH_INVALID_TOKEN", client.with("X-API-Key", key).bearer(key));
        awaitStatus(elsewhere, 401);
        assertRefused(403, "AUTH_FORBIDDEN", elsewhere.with("X-API-Key", key));

        String reader = customer.issue("read", "list");
        awaitStatus(client.with("X-API-Key", reader), 200);
        authConfig("c54-keys", "{\"scopes\": [\"write\"]}");
        awaitStatus(client.with("X-API-Key", reader), 403);
        assertRefused(403, "AUTH_FORBIDDEN", client.with("X-API-Key", reader));
        assertEquals(200, client.with("X-API-Key", key).get("/").status(), "it has no limit");
      }
    }
    sluice.assertNoSecretInLogs();
  }

  @Test
  @DisplayName("C-55 a replaced key serves until its date, then the new one alone")
  void c55_rotation() {
    try (Provider provider = sluice.provider("c55")) {
      GatewayClient client = published(provider, "c55-keys", "apikey", "{}");
      try (Customer customer = new Customer(sluice.rows(), "c55-customer", "c55-keys")) {
        String old = customer.issue();
        awaitStatus(client.with("X-API-Key", old), 200);
        String fresh = customer.issue();
        retire(old, "1 hour");
        awaitStatus(client.with("X-API-Key", fresh), 200);
        assertEquals(200, client.with("X-API-Key", old).get("/").status());
        retire(old, "0 seconds");
        awaitStatus(client.with("X-API-Key", old), 401);
        assertEquals(200, client.with("X-API-Key", fresh).get("/").status());
        customer.revoke(fresh);
        awaitStatus(client.with("X-API-Key", fresh), 401);
      }
    }
  }

  @Test
  @DisplayName("C-54 a token's client is its subscription, where the publish asks for one")
  void c54_clientOfASubscription() {
    try (Provider provider = sluice.provider("c54-oauth")) {
      GatewayClient client =
          published(
              provider,
              "c54-clients",
              "oauth2",
              "{\"issuer\": \"default\", \"subscription\": \"required\"}");
      try (Customer customer = new Customer(sluice.rows(), "c54-shop", "c54-clients")) {
        GatewayClient shop =
            client.bearer(sluice.stack().issuer().token("developer", Map.of("azp", "c54-client")));
        awaitStatus(client, 401);
        assertRefused(403, "AUTH_FORBIDDEN", shop);
        customer.bind("c54-client");
        awaitStatus(shop, 200);
        SeenRequest seen = sluice.stack().upstream(Port.AGENT).lastSeen().orElseThrow();
        assertEquals(Optional.of(customer.id()), seen.header("x-tenant-id"));
        assertEquals(Optional.of("user-developer"), seen.header("x-user-id"));
        assertRefused(403, "AUTH_FORBIDDEN", client.bearer(sluice.stack().issuer().token("admin")));
      }
    }
  }

  private GatewayClient published(
      Provider provider, String product, String mode, String authConfig) {
    provider.offer(product, sluice.echo()).publish(product, "dev", CLUSTER);
    sluice
        .rows()
        .execute(
            "update product_publishes set auth_mode = ?, auth_config = ?::jsonb where hostname = ?",
            mode,
            authConfig,
            product + ".test");
    return sluice.at(provider.port(), product + ".dev.local.api.example.com");
  }

  private void authConfig(String product, String authConfig) {
    sluice
        .rows()
        .execute(
            "update product_publishes set auth_config = ?::jsonb where hostname = ?",
            authConfig,
            product + ".test");
  }

  private void retire(String key, String in) {
    sluice
        .rows()
        .execute(
            "update credentials set status = 'retiring', retire_at = now() + ?::interval"
                + " where prefix = ?",
            in,
            key.substring(4, 12));
  }

  private static void assertRefused(int status, String code, GatewayClient client) {
    Answer answer = client.get("/");
    assertEquals(status + " " + code, answer.status() + " " + answer.code());
  }
}
