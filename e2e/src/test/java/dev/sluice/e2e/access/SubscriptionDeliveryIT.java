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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        delete from credentials using subscriptions s, tenants t
          where subscription_id = s.id and t.id = s.tenant_id and slug = 'own-types';
        delete from subscriptions using tenants t where t.id = tenant_id and slug = 'own-types';
        delete from client_apps using tenants t where t.id = tenant_id and slug = 'own-types';
        delete from plans where name = 'own-types';
        delete from tenants where slug = 'own-types';
        """);
  }

  @Test
  void credential_isDeliveredAndRevoked() throws SQLException {
    int credentials = held("Credential");
    int revocations = held("Revocation");
    execute(
        """
        insert into tenants (slug, name, kind) values ('own-types', 'Own types', 'customer');
        insert into plans (product_id, name, tier, per_minute, burst)
          select id, 'own-types', 'premium', 60, 10 from products;
        insert into client_apps (tenant_id, name)
          select id, 'app' from tenants where slug = 'own-types';
        insert into subscriptions (tenant_id, publish_id, plan_id, status, requested_by)
          select t.id, p.id, n.id, 'active', 'somebody'
          from tenants t, product_publishes p
          join plans n on n.product_id = p.product_id and n.name = 'own-types'
          where t.slug = 'own-types' and p.status = 'PUBLISHED' limit 1;
        insert into credentials (subscription_id, client_app_id, kind, prefix, secret_hash)
          select s.id, a.id, 'apikey', 'own_' || n, sha256(('own' || n)::bytea)
          from tenants t join subscriptions s on s.tenant_id = t.id
          join client_apps a on a.tenant_id = t.id, generate_series(1, 3) n
          where t.slug = 'own-types';
        """);
    awaitHeld("Credential", credentials + 3);
    execute("update credentials set status = 'revoked', revoked_at = now() where prefix = 'own_1'");
    awaitHeld("Credential", credentials + 2);
    awaitHeld("Revocation", revocations + 1);
  }

  private void awaitHeld(String type, int count) {
    ConditionWait.awaitTrue(
        "extauthz-server holds " + count + " of " + type, LIMIT, () -> held(type) == count);
  }

  /** Returns how many resources of a type extauthz-server has. */
  private int held(String type) {
    GatewayClient ops = new GatewayClient(sluice.stack().ports().http(StackPort.EXTAUTHZ_OPS));
    Matcher count = Pattern.compile(type + ": (\\d+)").matcher(ops.get("/readyz").body());
    return count.find() ? Integer.parseInt(count.group(1)) : 0;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = sluice.stack().database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
