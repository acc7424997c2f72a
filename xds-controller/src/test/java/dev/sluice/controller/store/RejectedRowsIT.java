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

/** A test of the constraints of the model, each row of the table against sample data. */
@ExtendWith(NoWarnings.class)
final class RejectedRowsIT {
  private static final String OTHER_TENANT =
      """
      insert into tenants (slug, name, kind) values ('other', 'Other', 'provider');
      insert into products (tenant_id, name, slug, version)
        select id, 'Foreign', 'foreign', '1' from tenants where slug = 'other';
      insert into api_services (tenant_id, name) select id, 'foreign' from tenants where slug = 'other';
      """;
  private static final String DRAFT =
      """
      insert into product_publishes (product_id, provider_tenant_id, gateway_id, cluster_id,
          environment, auth_mode, hostname)
        select product_id, provider_tenant_id, gateway_id, cluster_id, 'staging', 'apikey', 'draft.example'
        from product_publishes;
      """;
  private static final String OFFER_DRAFT =
      """
      insert into publish_services (publish_id, api_service_id)
        select p.id, s.id from product_publishes p, api_services s
        where p.hostname = 'draft.example' and s.name = 'chat';
      """;
  private static final String PUBLISH_DRAFT =
      "update product_publishes set status = 'PUBLISHED', published_at = now()"
          + " where hostname = 'draft.example';";

  @RegisterExtension final Postgres postgres = Postgres.with(SampleUpstreams.UPSTREAMS);

  @TestFactory
  Stream<DynamicTest> refused() {
    Database.open(postgres.config(), Optional.of(SampleUpstreams.UPSTREAMS)).close();
    return Stream.of(
            deployment(), hosts(), gatewaysAndClusters(), versionsAndRoutes(), policiesAndRoles())
        .flatMap(List::stream)
        .map(row -> DynamicTest.dynamicTest(row.what(), () -> row.refuse(postgres)));
  }

  @TestFactory
  Stream<DynamicTest> accepted() {
    Database.open(postgres.config(), Optional.of(SampleUpstreams.UPSTREAMS)).close();
    return Map.of(
            "published beside another environment",
            DRAFT + OFFER_DRAFT + PUBLISH_DRAFT,
            "a withdrawn publish gives its host back",
            "update product_publishes set status = 'WITHDRAWN';"
                + DRAFT
                + OFFER_DRAFT
                + host("localhost")
                + PUBLISH_DRAFT,
            "anonymous in prod, said so",
            DRAFT
                + "update product_publishes set environment = 'prod', auth_mode = 'none',"
                + " auth_config = '{\"allow_anonymous\": true}' where hostname = 'draft.example'",
            "a published publish loses its services and gets them back before it commits",
            "create temporary table kept as select * from publish_services;"
                + "delete from publish_services; insert into publish_services select * from kept")
        .entrySet()
        .stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(), () -> RejectedStatement.run(postgres, entry.getValue())));
  }

  private static List<RejectedStatement> deployment() {
    return List.of(
        new RejectedStatement(
            "publish without cluster", NOT_NULL, DRAFT.replace(" cluster_id,", "")),
        new RejectedStatement(
            "publish of another tenant's product",
            FOREIGN,
            OTHER_TENANT
                + DRAFT.replace(
                    "select product_id",
                    "select (select id from products where slug = 'foreign')")),
        new RejectedStatement(
            "publish of another tenant's service",
            FOREIGN,
            OTHER_TENANT + DRAFT + OFFER_DRAFT.replace("'chat'", "'foreign'")),
        new RejectedStatement(
            "prod without authentication",
            CHECK,
            DRAFT.replace("'staging', 'apikey'", "'prod', 'none'")),
        new RejectedStatement("token without issuer", CHECK, DRAFT.replace("'apikey'", "'oauth2'")),
        new RejectedStatement(
            "second published copy at one place",
            UNIQUE,
            DRAFT.replace("'staging'", "'dev'") + OFFER_DRAFT + PUBLISH_DRAFT),
        new RejectedStatement("published without a service", CHECK, DRAFT + PUBLISH_DRAFT),
        new RejectedStatement(
            "published loses its services", CHECK, "delete from publish_services"),
        new RejectedStatement(
            "published without a date",
            CHECK,
            DRAFT
                + OFFER_DRAFT
                + "update product_publishes set status = 'PUBLISHED' where hostname = 'draft.example'"),
        new RejectedStatement(
            "two active revisions",
            UNIQUE,
            """
            insert into config_revisions (cluster_id, content_hash, document, reason, status, created_by)
              select id, decode(repeat('00', 32), 'hex'), '{}', 'test', 'active', 'test'
              from clusters, generate_series(1, 2)
            """));
  }

  private static List<RejectedStatement> hosts() {
    return List.of(
        new RejectedStatement(
            "host of another publish",
            UNIQUE,
            DRAFT + OFFER_DRAFT + host("localhost") + PUBLISH_DRAFT),
        new RejectedStatement(
            "host name of another publish",
            UNIQUE,
            DRAFT
                + OFFER_DRAFT
                + "update product_publishes set hostname = 'localhost';"
                + PUBLISH_DRAFT.replace("'draft.example'", "'localhost'")),
        new RejectedStatement(
            "certificate without TLS",
            CHECK,
            "update backends set upstream_auth = 'mtls', upstream_secret_ref = 'x'"),
        new RejectedStatement(
            "secret that is shown to nobody",
            CHECK,
            "update backends set upstream_secret_ref = 'x'"),
        new RejectedStatement("host in upper case", CHECK, DRAFT + host("Example.org")),
        new RejectedStatement("host with port", CHECK, DRAFT + host("example.org:80")));
  }

  private static List<RejectedStatement> gatewaysAndClusters() {
    return List.of(
        new RejectedStatement(
            "second default cluster",
            UNIQUE,
            "insert into clusters (name, region, cloud_provider, is_default)"
                + " values ('second', 'local', 'aws', true)"),
        new RejectedStatement(
            "gateway without listener",
            CHECK,
            "insert into gateways (tenant_id, name) select id, 'empty' from tenants"),
        new RejectedStatement("gateway loses its listener", CHECK, "delete from gateway_listeners"),
        new RejectedStatement(
            "port twice",
            UNIQUE,
            "insert into gateway_listeners (gateway_id, name, port, protocol)"
                + " select id, 'again', 8081, 'HTTP' from gateways"),
        new RejectedStatement(
            "HTTPS without a mode",
            CHECK,
            "insert into gateway_listeners (gateway_id, name, port, protocol)"
                + " select id, 'https', 8443, 'HTTPS' from gateways"),
        new RejectedStatement(
            "slug that is no label",
            CHECK,
            "insert into tenants (slug, name, kind) values ('No-Label', 'x', 'provider')"));
  }

  private static List<RejectedStatement> versionsAndRoutes() {
    String versions =
        "insert into api_versions (api_service_id, label, is_default)"
            + " select id, 'v1', true from api_services where name in ('chat', 'rag');";
    return List.of(
        new RejectedStatement(
            "two default versions",
            UNIQUE,
            versions
                + "insert into api_versions (api_service_id, label, is_default)"
                + " select id, 'v2', true from api_services where name = 'chat'"),
        new RejectedStatement(
            "default version that is not active",
            CHECK,
            versions + "update api_versions set status = 'sunset'"),
        new RejectedStatement(
            "deprecated without a date",
            CHECK,
            versions + "update api_versions set is_default = false, status = 'deprecated'"),
        new RejectedStatement(
            "version of another service",
            FOREIGN,
            versions
                + "update routes set api_version_id = (select v.id from api_versions v join"
                + " api_services s on s.id = v.api_service_id where s.name = 'rag') where name = 'chat'"),
        new RejectedStatement(
            "backend of another service",
            FOREIGN,
            "insert into route_backends (route_id, backend_id) select r.id, b.id"
                + " from routes r, backends b where r.name = 'chat' and b.name = 'rag'"),
        new RejectedStatement("weight beyond all", CHECK, "update route_backends set weight = 101"),
        new RejectedStatement(
            "method in lower case", CHECK, "update routes set methods = array['post']"),
        new RejectedStatement(
            "path without slash", CHECK, "update routes set path = 'v1' where name = 'rag'"),
        new RejectedStatement(
            "path with query", CHECK, "update routes set path = '/v1?a' where name = 'rag'"),
        new RejectedStatement(
            "rewritten expression",
            CHECK,
            "update routes set path_kind = 'regex', rewrite_prefix = '/a' where name = 'rag'"),
        new RejectedStatement(
            "ids of a model's events",
            CHECK,
            "update routes set sse_ids = 'add', dialect = 'openai' where name = 'chat'"),
        new RejectedStatement(
            "port beyond all", CHECK, "update backend_endpoints set port = 65536"));
  }

  private static List<RejectedStatement> policiesAndRoles() {
    return List.of(
        new RejectedStatement(
            "second global policy of a kind",
            UNIQUE,
            "insert into policies (tenant_id, scope, kind, name, spec)"
                + " select id, 'global', 'dlp', 'again', '{}' from tenants"),
        new RejectedStatement(
            "policy of a service without one",
            CHECK,
            "insert into policies (tenant_id, scope, kind, name, spec)"
                + " select id, 'service', 'waf', 'none', '{}' from tenants"),
        new RejectedStatement(
            "change log written by the API",
            FORBIDDEN,
            "set local role sluice_api;"
                + "insert into change_log (table_name, pk, op) values ('routes', 'x', 'UPDATE')"),
        new RejectedStatement(
            "change log joined by a trigger of the API",
            FORBIDDEN,
            "set local role sluice_api; create temporary table routes (id int);"
                + "create trigger forged after truncate on pg_temp.routes"
                + " for each statement execute function log_change('id')"),
        new RejectedStatement(
            "table emptied by the API", FORBIDDEN, "set local role sluice_api; truncate policies"),
        new RejectedStatement(
            "route written by the compiler",
            FORBIDDEN,
            "set local role sluice_compiler; update routes set enabled = false"));
  }

  private static String host(String host) {
    return "insert into publish_hostnames (publish_id, host) select id, '"
        + host
        + "' from product_publishes where hostname = 'draft.example';";
  }
}
