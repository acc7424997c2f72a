package dev.sluice.controller.store;

import static dev.sluice.controller.store.RejectedStatement.CHECK;
import static dev.sluice.controller.store.RejectedStatement.FORBIDDEN;
import static dev.sluice.controller.store.RejectedStatement.FOREIGN;
import static dev.sluice.controller.store.RejectedStatement.NOT_NULL;
import static dev.sluice.controller.store.RejectedStatement.UNIQUE;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test of the constraints on plans, subscriptions, credentials, access and the fleet. */
@ExtendWith(NoWarnings.class)
final class RejectedConsumptionIT {
  private static final String CUSTOMER =
      """
      insert into tenants (slug, name, kind) values ('bank', 'Bank', 'customer'), ('shop', 'Shop', 'customer');
      insert into client_apps (tenant_id, name) select id, slug || '-app' from tenants where kind = 'customer';
      insert into products (tenant_id, name, slug, version)
        select id, 'Second', 'second', '1' from tenants where slug = 'sample';
      insert into plans (product_id, name, tier, per_minute, burst)
        select id, 'any', 'free', 60, 10 from products;
      insert into plans (product_id, name, tier, environment, per_minute, burst)
        select id, 'prod only', 'premium', 'prod', 600, 100 from products where slug = 'ai';
      """;
  private static final String SUBSCRIBED =
      CUSTOMER
          + """
          insert into subscriptions (tenant_id, publish_id, plan_id, requested_by, status)
            select t.id, d.id, p.id, 'somebody', 'active'
            from tenants t, product_publishes d join plans p on p.product_id = d.product_id and p.name = 'any'
            where t.slug = 'bank';
          """;
  private static final String KEY =
      """
      insert into credentials (subscription_id, client_app_id, kind, prefix, secret_hash)
        select s.id, a.id, 'apikey', 'sk_bank', sha256('secret') from subscriptions s, client_apps a
        where a.name = 'bank-app';
      """;
  private static final String AGENT =
      """
      insert into agents (cluster_id, name, kind, node_id) select id, 'envoy-1', 'envoy', 'default/envoy-1' from clusters;
      """;

  @RegisterExtension final Postgres postgres = Postgres.with(SampleUpstreams.UPSTREAMS);

  @TestFactory
  Stream<DynamicTest> refused() {
    Database.open(postgres.config(), Optional.of(SampleUpstreams.UPSTREAMS)).close();
    return Stream.of(plans(), credentials(), revocations(), access(), fleet())
        .flatMap(List::stream)
        .map(row -> DynamicTest.dynamicTest(row.what(), () -> row.refuse(postgres)));
  }

  @TestFactory
  Stream<DynamicTest> accepted() {
    Database.open(postgres.config(), Optional.of(SampleUpstreams.UPSTREAMS)).close();
    return Map.of(
            "a key of a subscription",
            SUBSCRIBED + KEY,
            "a new subscription after a cancelled one",
            SUBSCRIBED
                + "update subscriptions set status = 'cancelled';"
                + SUBSCRIBED.substring(CUSTOMER.length()),
            "a plan and its publish move together",
            SUBSCRIBED
                + "update product_publishes set product_id = (select id from products where slug = 'second');"
                + "update subscriptions set plan_id = (select id from plans where product_id ="
                + " (select id from products where slug = 'second'))",
            "models of one alias for all and for one tenant",
            model("null") + model("tenants.id"))
        .entrySet()
        .stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(), () -> RejectedStatement.run(postgres, entry.getValue())));
  }

  private static List<RejectedStatement> plans() {
    return List.of(
        new RejectedStatement(
            "plan without requests", CHECK, CUSTOMER + "update plans set per_minute = 0"),
        new RejectedStatement(
            "plan of another product",
            CHECK,
            SUBSCRIBED
                + "update subscriptions set plan_id = (select p.id from plans p join products on products.id ="
                + " p.product_id where slug = 'second')"),
        new RejectedStatement(
            "plan of another environment",
            CHECK,
            SUBSCRIBED
                + "update subscriptions set plan_id = (select id from plans where name = 'prod only')"),
        new RejectedStatement(
            "plan that moves away from its subscription",
            CHECK,
            SUBSCRIBED + "update plans set environment = 'staging' where name = 'any'"),
        new RejectedStatement(
            "publish that moves away from its subscription",
            CHECK,
            SUBSCRIBED
                + "update plans set environment = 'dev' where name = 'any';"
                + "update product_publishes set environment = 'staging'"),
        new RejectedStatement(
            "second open subscription",
            UNIQUE,
            SUBSCRIBED + SUBSCRIBED.substring(CUSTOMER.length())));
  }

  private static List<RejectedStatement> revocations() {
    return List.of(
        new RejectedStatement(
            "revocation of nothing", CHECK, revocation("'token', 'default', null, null")),
        new RejectedStatement("token of any issuer", CHECK, revocation("'token', null, 'j', null")),
        new RejectedStatement(
            "user's one token", CHECK, revocation("'subject', 'default', 'j', null")),
        new RejectedStatement(
            "issuer for good", CHECK, revocation("'issuer', 'default', null, null")),
        new RejectedStatement(
            "revocation before all time",
            CHECK,
            revocation("'issuer', 'default', null, '-infinity'")));
  }

  private static String revocation(String values) {
    return "insert into token_revocations (kind, issuer, jti, issued_before, created_by) values ("
        + values
        + ", 'test');";
  }

  private static List<RejectedStatement> credentials() {
    return List.of(
        new RejectedStatement(
            "key without a hash",
            CHECK,
            SUBSCRIBED + KEY + "update credentials set secret_hash = null"),
        new RejectedStatement(
            "hash of another length",
            CHECK,
            SUBSCRIBED + KEY + "update credentials set secret_hash = 'short'"),
        new RejectedStatement(
            "key that is an OAuth client",
            CHECK,
            SUBSCRIBED
                + KEY
                + "update credentials set oauth_issuer = 'default', oauth_client_id = 'c'"),
        new RejectedStatement(
            "application of another tenant",
            FOREIGN,
            SUBSCRIBED + KEY.replace("'bank-app'", "'shop-app'")),
        new RejectedStatement("credential without subscription", NOT_NULL, CUSTOMER + unbound()),
        new RejectedStatement(
            "prefix twice", UNIQUE, SUBSCRIBED + KEY + KEY.replace("'secret'", "'other'")),
        new RejectedStatement(
            "secret twice", UNIQUE, SUBSCRIBED + KEY + KEY.replace("sk_bank", "sk_other")),
        new RejectedStatement(
            "revoked without a date",
            CHECK,
            SUBSCRIBED + KEY + "update credentials set status = 'revoked'"),
        new RejectedStatement(
            "retiring without a date",
            CHECK,
            SUBSCRIBED + KEY + "update credentials set status = 'retiring'"),
        new RejectedStatement(
            "usage that is negative",
            CHECK,
            SUBSCRIBED
                + KEY
                + "insert into usage_daily (subscription_id, credential_id, day, requests)"
                + " select subscription_id, id, current_date, -1 from credentials"),
        new RejectedStatement("network with host bits", "22P02", block("192.0.2.1/24")),
        new RejectedStatement(
            "network twice", UNIQUE, block("192.0.2.0/24") + block("192.0.2.0/24")),
        new RejectedStatement(
            "usage written by the API",
            FORBIDDEN,
            "set local role sluice_api; update usage_daily set requests = 0"));
  }

  private static List<RejectedStatement> access() {
    return List.of(
        new RejectedStatement(
            "binding of the system in a tenant", CHECK, binding("system", "t.id", "null")),
        new RejectedStatement(
            "binding of an organisation without one", CHECK, binding("org", "null", "null")),
        new RejectedStatement(
            "binding of a gateway without one", CHECK, binding("gateway", "t.id", "null")),
        new RejectedStatement(
            "binding of a gateway that does not exist",
            FOREIGN,
            binding("gateway", "t.id", "'00000000-0000-0000-0000-000000000001'")),
        new RejectedStatement(
            "binding twice",
            UNIQUE,
            binding("org", "t.id", "null")
                + binding("org", "t.id", "null").substring(user().length())),
        new RejectedStatement(
            "role that is not known",
            CHECK,
            binding("org", "t.id", "null").replace("'org-admin'", "'root'")),
        new RejectedStatement("user twice", UNIQUE, user() + user()));
  }

  private static List<RejectedStatement> fleet() {
    String token =
        "insert into registration_tokens (cluster_id, token_hash, created_by)"
            + " select id, sha256('t'), 'test' from clusters;";
    return List.of(
        new RejectedStatement("token twice", UNIQUE, token + token),
        new RejectedStatement(
            "token that never was valid",
            CHECK,
            token + "update registration_tokens set expires_at = created_at"),
        new RejectedStatement(
            "token of an agent that did not use it",
            CHECK,
            AGENT
                + token
                + "update registration_tokens set used_by_agent_id = (select id from agents)"),
        new RejectedStatement(
            "command twice", UNIQUE, AGENT + command() + command().substring(revision().length())),
        new RejectedStatement("model twice", UNIQUE, model("null") + model("null")),
        new RejectedStatement(
            "model without a kind of request",
            CHECK,
            model("null") + "update llm_models set request_kinds = '{}'"),
        new RejectedStatement(
            "model of a kind that nobody asks for",
            CHECK,
            model("null") + "update llm_models set request_kinds = '{video}'"));
  }

  private static String unbound() {
    return "insert into credentials (kind, prefix, secret_hash, tenant_id)"
        + " select 'apikey', 'sk_none', sha256('x'), id from tenants where slug = 'bank'";
  }

  private static String block(String network) {
    return "insert into ip_blocks (cidr, action, source, created_by) values ('"
        + network
        + "', 'deny', 'manual', 'test');";
  }

  private static String user() {
    return "insert into users (issuer, subject) values ('https://login.example', 'u1');";
  }

  private static String binding(String scope, String tenant, String object) {
    return user()
        + "insert into role_bindings (user_id, role, scope, tenant_id, scope_id, created_by)"
        + " select u.id, 'org-admin', '%s', %s, %s::uuid, 'test' from users u, tenants t;"
            .formatted(scope, tenant, object);
  }

  private static String revision() {
    return "insert into config_revisions (cluster_id, content_hash, document, reason, created_by)"
        + " select id, sha256('x'), '{}', 'test', 'test' from clusters;";
  }

  private static String command() {
    return revision()
        + "insert into deploy_commands (id, agent_id, publish_id, revision_id, action, desired_hash)"
        + " select gen_random_uuid(), a.id, d.id, r.id, 'deploy', sha256('x')"
        + " from agents a, product_publishes d, config_revisions r;";
  }

  private static String model(String tenant) {
    return "insert into llm_models (tenant_id, alias, backend_id, upstream_model, provider)"
        + " select "
        + tenant
        + ", 'demo', b.id, 'demo-7b', 'self_hosted' from backends b, tenants"
        + " where b.name = 'chat' and tenants.slug = 'sample';";
  }
}
