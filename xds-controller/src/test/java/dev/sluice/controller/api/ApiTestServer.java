package dev.sluice.controller.api;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.policyfile.PolicyListener;
import dev.sluice.common.policyfile.signed.PolicySignatures;
import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.verify.TestIssuer;
import dev.sluice.controller.api.access.ApiIssuers.ApiIssuer;
import dev.sluice.controller.api.agent.AgentConfig;
import dev.sluice.controller.api.agent.AuthorityFiles;
import dev.sluice.controller.api.agent.TestTokenKey;
import dev.sluice.controller.api.console.ConsoleConfig;
import dev.sluice.controller.api.fleet.FleetStreamLimits;
import dev.sluice.controller.api.playground.PolicyTrials;
import dev.sluice.controller.secrets.CertificateFiles;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.DatabaseConfig;
import dev.sluice.controller.testkit.Postgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The API over the database of a test, with a token issuer of its own. */
final class ApiTestServer implements AutoCloseable {
  static final String ISSUER = "https://login.example.com";
  static final String AUDIENCE = "sluice";
  private static final TestIssuer KEYS = TestIssuer.create(TokenAlgorithm.ES256, "test");

  private static final AgentConfig NO_AGENTS =
      new AgentConfig(Optional.empty(), Duration.ofDays(1), Optional.empty(), Duration.ofDays(1));

  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Path folder;
  private final Database database;
  private final Database compiled;
  private final ManagementApi api;
  private final Postgres postgres;

  ApiTestServer(Postgres postgres, Path folder) throws IOException {
    this(postgres, folder, 100_000, Path.of("..", "policies", "rbac.yaml"));
  }

  ApiTestServer(Postgres postgres, Path folder, int requestsPerMinute, Path rbac)
      throws IOException {
    this(postgres, folder, requestsPerMinute, rbac, Optional.empty());
  }

  /** Starts a server whose agents get tokens and certificates. */
  static ApiTestServer withTokens(Postgres postgres, Path folder, AuthorityFiles authority)
      throws IOException {
    return new ApiTestServer(
        postgres,
        folder,
        100_000,
        Path.of("..", "policies", "rbac.yaml"),
        Optional.empty(),
        new AgentConfig(
            Optional.of(TestTokenKey.in(folder)),
            Duration.ofHours(1),
            Optional.of(authority),
            Duration.ofHours(2)),
        FleetStreamLimits.DEFAULT);
  }

  /** Starts a server with other limits of streams. */
  static ApiTestServer withStreams(Postgres postgres, Path folder, FleetStreamLimits streams)
      throws IOException {
    return new ApiTestServer(
        postgres,
        folder,
        100_000,
        Path.of("..", "policies", "rbac.yaml"),
        Optional.empty(),
        NO_AGENTS,
        streams);
  }

  /** Starts a server with the console, whose users sign in at an issuer with the same keys. */
  static ApiTestServer withConsole(
      Postgres postgres, Path folder, String issuer, ConsoleConfig console) throws IOException {
    return withConsole(postgres, folder, issuer, console, Optional.empty());
  }

  /** Starts a server with the console and the servers of the playground. */
  static ApiTestServer withConsole(
      Postgres postgres,
      Path folder,
      String issuer,
      ConsoleConfig console,
      Optional<PolicyTrials> trials)
      throws IOException {
    return new ApiTestServer(
        postgres,
        folder,
        100_000,
        Path.of("..", "policies", "rbac.yaml"),
        Optional.empty(),
        NO_AGENTS,
        FleetStreamLimits.DEFAULT,
        List.of(ISSUER, issuer),
        Optional.of(console),
        trials);
  }

  ApiTestServer(
      Postgres postgres,
      Path folder,
      int requestsPerMinute,
      Path rbac,
      Optional<CertificateFiles> certificate)
      throws IOException {
    this(
        postgres,
        folder,
        requestsPerMinute,
        rbac,
        certificate,
        NO_AGENTS,
        FleetStreamLimits.DEFAULT);
  }

  private ApiTestServer(
      Postgres postgres,
      Path folder,
      int requestsPerMinute,
      Path rbac,
      Optional<CertificateFiles> certificate,
      AgentConfig agents,
      FleetStreamLimits streams)
      throws IOException {
    this(
        postgres,
        folder,
        requestsPerMinute,
        rbac,
        certificate,
        agents,
        streams,
        List.of(ISSUER),
        Optional.empty(),
        Optional.empty());
  }

  private ApiTestServer(
      Postgres postgres,
      Path folder,
      int requestsPerMinute,
      Path rbac,
      Optional<CertificateFiles> certificate,
      AgentConfig agents,
      FleetStreamLimits streams,
      List<String> issuers,
      Optional<ConsoleConfig> console,
      Optional<PolicyTrials> trials)
      throws IOException {
    this.postgres = postgres;
    this.folder = folder;
    Path jwks = folder.resolve("jwks.json");
    Files.writeString(jwks, TestIssuer.jwks(KEYS));
    DatabaseConfig config = postgres.config();
    this.database = open(config, 12);
    // A pool of its own, because transactions wait for previews.
    this.compiled = open(config, 2);
    ApiConfig api =
        new ApiConfig(
            new HostPort("127.0.0.1", 0),
            certificate,
            issuers.stream()
                .map(name -> new ApiIssuer(name, Set.of(AUDIENCE), new JwksSource.File(jwks)))
                .toList(),
            rbac,
            PolicySignatures.NOT_REQUIRED,
            Duration.ofMillis(50),
            Optional.of(folder.resolve("tiers.yaml")).filter(Files::exists),
            requestsPerMinute,
            12,
            streams,
            console,
            Optional.empty());
    this.api =
        ManagementApi.start(
            api,
            agents,
            database,
            folder,
            "example.com",
            new RowPreviewer(compiled, folder),
            PolicyListener.NONE,
            trials,
            new Readiness(),
            metrics);
  }

  private static Database open(DatabaseConfig config, int connections) {
    return Database.open(
        new DatabaseConfig(
            config.url(),
            config.user(),
            config.password(),
            connections,
            config.connectTimeout(),
            config.poll(),
            false),
        Optional.empty());
  }

  /** Returns a client with a token for a subject, who need not be a user. */
  ApiClient as(String subject) {
    return new ApiClient(api.address(), Optional.of(token(subject)), Optional.empty());
  }

  HostPort address() {
    return api.address();
  }

  ApiClient anonymous() {
    return new ApiClient(api.address(), Optional.empty(), Optional.empty());
  }

  /** Returns a client with any token. */
  ApiClient withToken(String token) {
    return new ApiClient(api.address(), Optional.of(token), Optional.empty());
  }

  /** Makes a user with a role at the scope of all or of one tenant, and returns a client. */
  ApiClient user(String subject, String role, String scope, String tenant) {
    postgres.execute(
        """
        insert into users (issuer, subject) values ('%1$s', '%2$s') on conflict do nothing;
        insert into role_bindings (user_id, role, scope, tenant_id, created_by)
        select u.id, '%3$s', '%4$s', t.id, 'test' from users u
          left join tenants t on t.slug = '%5$s' where u.subject = '%2$s'
        """
            .formatted(ISSUER, subject, role, scope, tenant));
    ApiClient client = as(subject);
    return tenant.isEmpty() ? client : client.in(tenant);
  }

  /** Makes a tenant and returns its id. */
  String tenant(String slug, String kind) {
    return postgres
        .query(
            "with made as (insert into tenants (slug, name, kind) values ('%s', '%1$s', '%s') returning id)"
                    .formatted(slug, kind)
                + " select id from made")
        .getFirst();
  }

  Path firstAdminToken() {
    return folder.resolve("first-admin-token");
  }

  static String token(String subject) {
    return token(subject, Map.of());
  }

  static String token(String subject, Map<String, Object> changes) {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", ISSUER);
    claims.put("aud", AUDIENCE);
    claims.put("sub", subject);
    claims.put("iat", now);
    claims.put("exp", now + 600);
    claims.putAll(changes);
    return KEYS.token(claims);
  }

  @Override
  public void close() {
    api.close();
    database.close();
    compiled.close();
  }
}
