package dev.sluice.e2e.access;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests that new and revoked subscriptions reach extauthz-server. */
@ExtendWith(TestEnvironmentExtension.class)
final class SubscriptionDeliveryIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private final TestEnvironment sluice;

  SubscriptionDeliveryIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @AfterEach
  void removeRows() throws SQLException {
    execute(
        """
        delete from credentials;
        delete from subscriptions;
        delete from client_apps;
        delete from plans;
        delete from tenants where slug = 'own-types';
        """);
  }

  @Test
  void credential_isDeliveredAndRevoked() throws SQLException {
    awaitHeld("Credential: 0");
    execute(
        """
        insert into tenants (slug, name, kind) values ('own-types', 'Own types', 'customer');
        insert into plans (product_id, name, tier, per_minute, burst)
          select id, 'gold', 'premium', 60, 10 from products;
        insert into client_apps (tenant_id, name)
          select id, 'app' from tenants where slug = 'own-types';
        insert into subscriptions (tenant_id, publish_id, plan_id, status, requested_by)
          select t.id, p.id, n.id, 'active', 'somebody'
          from tenants t, product_publishes p
          join plans n on n.product_id = p.product_id where t.slug = 'own-types' limit 1;
        insert into credentials (subscription_id, client_app_id, kind, prefix, secret_hash)
          select s.id, a.id, 'apikey', 'key_' || n, sha256(n::text::bytea)
          from subscriptions s, client_apps a, generate_series(1, 3) n;
        """);
    awaitHeld("Credential: 3");
    execute("update credentials set status = 'revoked', revoked_at = now() where prefix = 'key_1'");
    awaitHeld("Credential: 2");
    awaitHeld("Revocation: 1");
  }

  private void awaitHeld(String what) {
    GatewayClient ops = new GatewayClient(sluice.stack().ports().http(StackPort.EXTAUTHZ_OPS));
    ConditionWait.awaitTrue(
        "extauthz-server holds " + what, LIMIT, () -> ops.get("/readyz").body().contains(what));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = sluice.stack().database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
