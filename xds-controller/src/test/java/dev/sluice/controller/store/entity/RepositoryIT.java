package dev.sluice.controller.store.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.lifecycle.MissingDependencyException;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.DomainEntity;
import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.model.DomainChange;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.domain.value.AuthMode;
import dev.sluice.controller.domain.value.ListenerProtocol;
import dev.sluice.controller.domain.value.LoadBalancing;
import dev.sluice.controller.domain.value.PathMatchKind;
import dev.sluice.controller.domain.value.PolicyScope;
import dev.sluice.controller.domain.value.TlsMode;
import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.GatewayIr;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.UpstreamScheme;
import dev.sluice.controller.ir.access.AuthIr;
import dev.sluice.controller.ir.access.PublishEnvironment;
import dev.sluice.controller.ir.route.CallerLevel;
import dev.sluice.controller.ir.route.ErrorDialect;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.ir.route.SseEventIds;
import dev.sluice.controller.ir.route.UpstreamAuth;
import dev.sluice.controller.plan.ClusterPlan;
import dev.sluice.controller.plan.GatewayPlanner;
import dev.sluice.controller.plan.finding.PlanFinding;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.DatabaseConfig;
import dev.sluice.controller.store.SampleUpstreams;
import dev.sluice.controller.testkit.Postgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(NoWarnings.class)
final class RepositoryIT {
  @RegisterExtension final Postgres postgres = Postgres.with(SampleUpstreams.UPSTREAMS);

  @Test
  void read_sampleData_plansWithoutFindings() {
    ClusterPlan plan = plan();
    assertEquals(List.of(), plan.findings());
    GatewayIr gateway = plan.gateways().getFirst();
    assertEquals("default/ai-gateway", gateway.cluster() + "/" + gateway.gateway());
    assertEquals(8081, gateway.listeners().getFirst().port());
    PublishIr publish = gateway.publishes().getFirst();
    assertEquals(
        new AuthIr.OAuth2("default", "", List.of(), false, Optional.empty()), publish.auth());
    assertEquals(
        List.of("127.0.0.1", "ai.dev.local.api.example.com", "localhost"), publish.hosts());
    assertEquals(
        List.of(
            "response-tokens viewer pre_and_incremental chat false",
            "message-tokens viewer pre_and_incremental chat false",
            "response-compact viewer pre_and_incremental chat false",
            "chat-completions viewer pre_and_incremental chat false",
            "autocomplete viewer pre_and_incremental autocomplete false",
            "completions viewer pre_and_incremental autocomplete false",
            "moderations viewer pre_and_incremental chat false",
            "embeddings viewer pre_and_incremental chat false",
            "responses viewer pre_and_incremental chat false",
            "messages viewer pre_and_incremental chat false",
            "health viewer pre_and_incremental autocomplete false",
            "chat viewer pre_and_incremental chat false",
            "response-items viewer pre_and_incremental chat false",
            "response-cancel viewer pre_and_incremental chat false",
            "response viewer pre_and_incremental chat false",
            "rag-index admin pre_only rag true",
            "agent developer pre_only agent true",
            "rag viewer pre_only rag true"),
        publish.routes().stream().map(RepositoryIT::line).toList());
    assertEquals(
        List.of("agent", "autocomplete", "chat", "chat-canary", "rag"),
        gateway.backends().stream().map(BackendIr::name).sorted().toList());
  }

  @Test
  void read_samplesOfBothGateways_haveNoFindings() {
    try (Database database = Database.open(postgres.config(), Optional.of(SampleUpstreams.ALL))) {
      ClusterPlan plan = plan(database);
      assertEquals(List.of(), plan.findings());
      assertEquals(
          List.of("ai-gateway", "api-gateway"),
          plan.gateways().stream().map(GatewayIr::gateway).sorted().toList());
      PublishIr api =
          plan.gateways().stream()
              .filter(gateway -> gateway.gateway().equals("api-gateway"))
              .findFirst()
              .orElseThrow()
              .publishes()
              .getFirst();
      assertEquals(List.of("127.0.0.1", "api.dev.local.api.example.com", "localhost"), api.hosts());
      assertEquals(
          Set.of("login", "login-policy", "login-idp"),
          api.routes().stream()
              .filter(RouteIr::open)
              .map(RouteIr::name)
              .collect(Collectors.toSet()));
      assertEquals(
          List.of("aura-hitl", "aura"),
          api.routes().stream()
              .map(RouteIr::name)
              .filter(name -> name.startsWith("aura"))
              .toList());
    }
  }

  @Test
  void read_hugeJson_isFinding() {
    try (Database database = sample()) {
      postgres.execute(
          "update policies set spec = jsonb_build_object('inspection', 10::numeric ^ 2000)"
              + " where scope = 'service';"
              + "update routes set headers = (repeat('[', 1500) || repeat(']', 1500))::jsonb"
              + " where name = 'rag-index';"
              + "update backends set tls = jsonb_build_object(repeat('k', 60000), 1)"
              + " where name = 'chat-canary'");
      ClusterPlan plan = plan(database);
      assertEquals(
          Set.of("policies spec", "routes headers/0", "backends tls"),
          plan.findings().stream()
              .map(finding -> finding.object().split("/")[0] + " " + finding.field())
              // A problem of a column, or of its only key without a name.
              .map(field -> field.endsWith("/") ? field.substring(0, field.length() - 1) : field)
              .collect(Collectors.toSet()));
      // A route that cannot be planned stays and answers 503.
      assertEquals(18, plan.gateways().getFirst().publishes().getFirst().routes().size());
    }
  }

  @Test
  void read_weightChanged_isPlanned() {
    try (Database database = sample()) {
      postgres.execute("update route_backends set weight = 25 where weight = 0");
      RouteIr chat =
          plan(database).gateways().getFirst().publishes().getFirst().routes().getFirst();
      assertEquals(List.of(100, 25), chat.backends().stream().map(b -> b.weight()).toList());
    }
  }

  @Test
  void read_notPublished_isAbsent() {
    try (Database database = sample()) {
      for (String status : List.of("DRAFT", "WITHDRAWN")) {
        postgres.execute("update product_publishes set status = '" + status + "'");
        assertEquals(List.of(), read(database, Publish.class));
        assertEquals(List.of(), plan(database).gateways());
      }
    }
  }

  @Test
  void read_disabled_isAbsent() {
    try (Database database = sample()) {
      postgres.execute("update routes set enabled = false where name <> 'rag'");
      postgres.execute("update policies set enabled = false");
      postgres.execute("update backend_endpoints set enabled = false");
      assertEquals(List.of("rag"), read(database, Route.class).stream().map(Route::name).toList());
      assertEquals(List.of(), read(database, Policy.class));
      assertTrue(read(database, Backend.class).stream().allMatch(b -> b.endpoints().isEmpty()));
    }
  }

  @Test
  void read_oddJson_becomesFindings() {
    try (Database database = sample()) {
      postgres.execute("update routes set headers = '[null]' where name = 'chat'");
      postgres.execute(
          "update policies set spec = '{\"inspection\": null}' where scope = 'global'");
      postgres.execute("update product_publishes set auth_config = '{\"issuer\": null}'");
      ClusterPlan plan = plan(database);
      assertEquals(List.of(), plan.gateways().getFirst().publishes());
      assertTrue(plan.findings().stream().anyMatch(f -> f.field().equals("auth_config/issuer")));
      postgres.execute("update product_publishes set auth_config = '{\"issuer\": \"default\"}'");
      List<String> fields = plan(database).findings().stream().map(PlanFinding::field).toList();
      assertEquals(List.of("headers/0", "spec"), fields.stream().sorted().toList());
    }
  }

  @Test
  void read_routeWithVersion_hasLabel() {
    try (Database database = sample()) {
      postgres.execute(
          "insert into api_versions (api_service_id, label)"
              + " select id, 'v1' from api_services where name = 'chat';"
              + " update routes set api_version_id = (select id from api_versions)"
              + " where name = 'chat'");
      assertEquals(
          List.of("v1"),
          plan(database).gateways().getFirst().publishes().getFirst().routes().stream()
              .map(RouteIr::apiVersion)
              .filter(label -> !label.isEmpty())
              .toList());
    }
  }

  @Test
  void read_clusterWithoutPublishes_isEmpty() {
    try (Database database = sample()) {
      postgres.execute(
          "insert into clusters (name, region, cloud_provider) values ('another', 'here', 'aws')");
      assertEquals(
          List.of("another", "default"),
          read(database, Cluster.class).stream().map(Cluster::name).toList());
    }
  }

  @Test
  void update_row_incrementsVersion() {
    try (Database _ = sample()) {
      postgres.execute("update routes set priority = priority where name = 'chat'");
      assertEquals(
          List.of("2|t"),
          postgres.query(
              "select row_version, updated_at > created_at from routes where name = 'chat'"));
    }
  }

  @Test
  void open_unreachable_namesDatabase() {
    DatabaseConfig away =
        new DatabaseConfig(
            "jdbc:postgresql://127.0.0.1:1/none?password=canary-password",
            "nobody",
            Optional.empty(),
            1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            false);
    MissingDependencyException absent =
        assertThrows(MissingDependencyException.class, () -> Database.open(away, Optional.empty()));
    String message = String.valueOf(absent.getMessage());
    assertTrue(message.contains("jdbc:postgresql://127.0.0.1:1/none"), message);
    assertFalse(message.contains("canary-password"), message);
  }

  @Test
  void enums_domain_equalDatabaseChecks() {
    try (Database _ = sample()) {
      assertWords(
          "environment", "product_publishes_environment_check", PublishEnvironment.values());
      assertWords("auth_mode", "product_publishes_auth_mode_check", AuthMode.values());
      assertWords("path_kind", "routes_path_kind_check", PathMatchKind.values());
      assertWords("dialect", "routes_dialect_check", ErrorDialect.values());
      assertWords("sse_ids", "routes_sse_ids_check", SseEventIds.values());
      assertWords("min_level", "routes_min_level_check", CallerLevel.values());
      assertWords("scheme", "backends_scheme_check", UpstreamScheme.values());
      assertWords("lb_policy", "backends_lb_policy_check", LoadBalancing.values());
      assertWords("upstream_auth", "backends_upstream_auth_check", UpstreamAuth.values());
      assertWords("protocol", "gateway_listeners_protocol_check", ListenerProtocol.values());
      assertWords("tls_mode", "gateway_listeners_tls_mode_check", TlsMode.values());
      assertWords("scope", "policies_scope_check", PolicyScope.values());
    }
  }

  private void assertWords(String column, String constraint, Enum<?>[] constants) {
    String definition =
        postgres
            .query(
                "select pg_get_constraintdef(oid) from pg_constraint where conname = '"
                    + constraint
                    + "'")
            .getFirst();
    Set<String> words =
        Pattern.compile("'([^']+)'")
            .matcher(definition)
            .results()
            .map(word -> word.group(1).toUpperCase(Locale.ROOT))
            .collect(Collectors.toSet());
    Set<String> names = Stream.of(constants).map(Enum::name).collect(Collectors.toSet());
    assertEquals(words, names, column);
  }

  private static String line(RouteIr route) {
    return "%s %s %s %s %s"
        .formatted(
            route.name(),
            route.minLevel().name().toLowerCase(Locale.ROOT),
            route.inspection().name().toLowerCase(Locale.ROOT),
            route.target(),
            route.internalToken());
  }

  private Database sample() {
    return Database.open(postgres.config(), Optional.of(SampleUpstreams.UPSTREAMS));
  }

  private ClusterPlan plan() {
    try (Database database = sample()) {
      return plan(database);
    }
  }

  private static ClusterPlan plan(Database database) {
    DomainModel model = new DomainModel();
    model.apply(new DomainChange.FullSnapshot(snapshot(database)));
    Cluster cluster = model.all(Cluster.class).findFirst().orElseThrow();
    return new GatewayPlanner("example.com").plan(model, cluster, Instant.EPOCH);
  }

  private static <E extends DomainEntity> List<E> read(Database database, Class<E> type) {
    return snapshot(database).stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static List<DomainEntity> snapshot(Database database) {
    return database.read("a test", db -> new DomainReader(db).readSnapshot());
  }
}
