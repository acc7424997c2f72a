package dev.sluice.controller.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.grpc.SpiffeId;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.resources.node.NodeIdentity;
import dev.sluice.controller.server.deployment.ControllerFixture;
import dev.sluice.controller.server.grpc.FakeNode;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.SampleUpstreams;
import dev.sluice.controller.testkit.Postgres;
import dev.sluice.controller.xds.resource.NodeKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A test of plans, subscriptions, credentials and language models, from their rows to the nodes.
 */
final class PolicyServerTypesIT {
  private static final NodeIdentity EXTAUTHZ =
      new NodeIdentity("default/extauthz-1", NodeKind.EXTAUTHZ, "default", Optional.empty());
  private static final NodeIdentity EXTPROC =
      new NodeIdentity("default/extproc-1", NodeKind.EXTPROC, "default", Optional.empty());
  private static final NodeIdentity ENVOY =
      new NodeIdentity("default/envoy-1", NodeKind.ENVOY, "default", Optional.empty());
  private static final String CONSUMPTION =
      """
      insert into tenants (slug, name, kind) values ('customer', 'Customer', 'customer');
      insert into plans (product_id, name, tier, per_minute, burst)
        select id, 'gold', 'premium', 60, 10 from products;
      insert into client_apps (tenant_id, name)
        select id, 'app' from tenants where slug = 'customer';
      insert into subscriptions (tenant_id, publish_id, plan_id, status, requested_by)
        select t.id, p.id, n.id, 'active', 'somebody'
        from tenants t, product_publishes p, plans n where t.slug = 'customer';
      insert into credentials (subscription_id, client_app_id, kind, prefix, secret_hash)
        select s.id, a.id, 'apikey', 'first', sha256('first') from subscriptions s, client_apps a;
      insert into credentials (subscription_id, kind, oauth_issuer, oauth_client_id)
        select s.id, 'oauth2', 'default', 'partner' from subscriptions s;
      insert into llm_models (alias, backend_id, upstream_model, provider)
        select 'shared', id, 'x', 'openai' from backends where name = 'chat';
      """;

  @RegisterExtension final Postgres postgres = Postgres.with(SampleUpstreams.UPSTREAMS);
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @TempDir Path folder;
  private Database database;
  private ControllerFixture controller;

  @BeforeEach
  void start() {
    database = Database.open(postgres.config(), Optional.of(SampleUpstreams.UPSTREAMS));
    controller = new ControllerFixture(database, folder.resolve("one"));
    Await.until(controller::ready);
  }

  @AfterEach
  void stop() {
    controller.close();
    database.close();
  }

  @Test
  void rows_inserted_reachTheirNodes() {
    FakeNode extauthz = controller.node(EXTAUTHZ);
    FakeNode extproc = controller.node(EXTPROC);
    FakeNode envoy = controller.node(ENVOY);
    postgres.execute(CONSUMPTION);
    List<String> keys = ids("credentials");
    Await.until(() -> keys.stream().allMatch(id -> has(extauthz, id)));
    String plan = ids("plans").getFirst();
    String model = ids("llm_models").getFirst();
    Await.until(() -> has(extauthz, plan) && has(extproc, plan) && has(extproc, model));
    assertFalse(has(extauthz, model));
    assertFalse(has(extproc, keys.getFirst()));
    assertFalse(has(envoy, keys.getFirst()));
  }

  @Test
  void cachePurge_recent_reachesExtproc() {
    FakeNode extproc = controller.node(EXTPROC);
    postgres.execute(
        "insert into cache_purges (tenant_id, tag, created_by)"
            + " select id, 'news', 'somebody' from tenants limit 1");
    String purge = ids("cache_purges").getFirst();
    Await.until(() -> has(extproc, purge));
    postgres.execute("update cache_purges set created_at = now() - interval '3 days'");
    Await.until(() -> !has(extproc, purge));
    postgres.execute(
        "insert into cache_purges (tenant_id, created_by)"
            + " select tenant_id, 'somebody' from cache_purges");
    assertFalse(ids("cache_purges").contains(purge));
  }

  @Test
  void addressBlocksAndFactors_reachTheirClusters() {
    FakeNode extauthz = controller.node(EXTAUTHZ);
    postgres.execute(
        "insert into tenants (slug, name, kind) values ('customer', 'Customer', 'customer');"
            + "insert into ip_blocks (cidr, action, source, tenant_id, created_by)"
            + " select '203.0.113.0/24', 'deny', 'manual', id, 'test' from tenants"
            + " where slug = 'customer';"
            + "insert into clusters (name, region, cloud_provider) values ('other', 'eu', 'aws');"
            + "insert into emergency_factors (name, cluster_id, factor, reason, created_by)"
            + " select name, id, 0.5, 'flood', 'test' from clusters");
    String block = ids("ip_blocks").getFirst();
    String factor = factor("default");
    Await.until(() -> has(extauthz, block) && has(extauthz, factor));
    assertFalse(has(extauthz, factor("other")));
    assertTrue(own().stream().anyMatch(text -> text.contains("ADDRESS_BLOCK")));
    postgres.execute("delete from ip_blocks; delete from emergency_factors");
    Await.until(() -> own().isEmpty());
  }

  private String factor(String cluster) {
    return postgres
        .query("select id from emergency_factors where name = '" + cluster + "'")
        .getFirst();
  }

  @Test
  void credential_fromIssueToRevocation() {
    postgres.execute(CONSUMPTION);
    String key = key();
    await("CREDENTIAL", key);
    postgres.execute("update credentials set status = 'revoked', revoked_at = now()");
    await("REVOCATION", key);
    assertFalse(served("CREDENTIAL", key));
    postgres.execute("update credentials set revoked_at = now() - interval '9 days'");
    Await.until(() -> !served("REVOCATION", key));
  }

  @Test
  void subscription_decidesOnItsCredentials() {
    postgres.execute(CONSUMPTION);
    String key = key();
    await("CREDENTIAL", key);
    postgres.execute("update subscriptions set status = 'suspended'");
    Await.until(() -> !served("CREDENTIAL", key));
    assertFalse(served("REVOCATION", key));
    postgres.execute("update subscriptions set status = 'active'");
    await("CREDENTIAL", key);
    postgres.execute("update client_apps set status = 'inactive'");
    Await.until(() -> !served("CREDENTIAL", key));
    postgres.execute("update subscriptions set status = 'cancelled', ended_at = now()");
    await("REVOCATION", key);
  }

  @Test
  void tokensAndTenants_areRevokedUntilTheyAreNot() {
    FakeNode extauthz = controller.node(EXTAUTHZ);
    postgres.execute(
        "insert into token_revocations (kind, issuer, jti, created_by)"
            + " values ('token', 'default', 'j', 'test');"
            + "insert into tenants (slug, name, kind, status)"
            + " values ('gone', 'Gone', 'customer', 'suspended')");
    String token = ids("token_revocations").getFirst();
    String tenant = postgres.query("select id from tenants where slug = 'gone'").getFirst();
    await("REVOCATION", token);
    await("REVOCATION", tenant);
    Await.until(() -> has(extauthz, token) && has(extauthz, tenant));
    postgres.execute(
        "update token_revocations set expires_at = now() - interval '2 hours';"
            + "update tenants set status = 'active' where slug = 'gone'");
    Await.until(() -> !served("REVOCATION", token) && !served("REVOCATION", tenant));
  }

  @Test
  void withdrawnPublish_takesPlansAndCredentialsWithIt() {
    postgres.execute(CONSUMPTION);
    await("CREDENTIAL", key());
    await("PLAN", ids("plans").getFirst());
    postgres.execute("update product_publishes set status = 'WITHDRAWN', withdrawn_at = now()");
    Await.until(() -> own().isEmpty());
  }

  @Test
  void agent_isKnownByItsRowUntilThatIsRevoked() {
    postgres.execute(
        "insert into agents (cluster_id, name, kind, node_id)"
            + " select id, 'envoy-1', 'envoy', 'default/envoy-1' from clusters");
    SpiffeId peer = new SpiffeId("lab", "envoy", ids("agents").getFirst());
    Await.until(() -> controller.refusal(peer, ENVOY).isEmpty());
    postgres.execute("update agents set status = 'revoked'");
    Await.until(() -> controller.refusal(peer, ENVOY).toString().contains("has been revoked"));
  }

  /** Tests values that a column accepts and a program cannot use. */
  @Test
  void oddValues_harmNoOther() {
    warnings.expect("input_price: must be a number");
    postgres.execute(CONSUMPTION);
    postgres.execute(
        "update credentials set expires_at = 'infinity', retire_at = '-infinity';"
            + "insert into llm_models (alias, backend_id, upstream_model, provider, input_price)"
            + " select 'odd', backend_id, 'x', 'openai', 'NaN' from llm_models");
    String odd = postgres.query("select id from llm_models where alias = 'odd'").getFirst();
    Await.until(() ->
        postgres
            .query("select field from findings where object = 'llm_models/" + odd + "'")
            .equals(List.of("input_price")));
    await("CREDENTIAL", key());
    postgres.execute("update credentials set status = 'revoked', revoked_at = 'infinity'");
    await("REVOCATION", key());
    assertEquals(1, own().stream().filter(name -> name.contains(" LLM_MODEL ")).count());
  }

  private void await(String type, String id) {
    Await.until(() -> served(type, id));
  }

  private boolean served(String type, String id) {
    return controller.served().containsKey("default " + type + " " + id);
  }

  private List<String> own() {
    return controller.served().keySet().stream()
        .filter(name ->
            name.matches(
                ".* (PLAN|CREDENTIAL|REVOCATION|LLM_MODEL|ADDRESS_BLOCK|EMERGENCY_FACTOR) .*"))
        .toList();
  }

  private static boolean has(FakeNode node, String id) {
    return !node.version(id).isEmpty();
  }

  private String key() {
    return postgres.query("select id from credentials where prefix = 'first'").getFirst();
  }

  private List<String> ids(String table) {
    List<String> ids = postgres.query("select id from " + table);
    assertTrue(!ids.isEmpty(), table);
    return ids;
  }
}
