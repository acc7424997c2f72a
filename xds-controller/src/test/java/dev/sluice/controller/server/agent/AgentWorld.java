package dev.sluice.controller.server.agent;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.token.issue.SelfIssuedTokens;
import dev.sluice.controller.api.agent.AgentConfig;
import dev.sluice.controller.api.agent.AgentTokens;
import dev.sluice.controller.api.agent.TestTokenKey;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.agent.CommandReconciler;
import dev.sluice.controller.store.management.ManagementDatabase;
import dev.sluice.controller.testkit.Postgres;
import dev.sluice.controller.testkit.PublishedProducts;
import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two clusters with an agent each, and controllers that serve their streams. */
final class AgentWorld implements AutoCloseable {
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final Postgres postgres;
  private final Path folder;
  private final Path key;
  private final Duration silence;
  private final Database database;
  private final List<SimpleMeterRegistry> metrics = new ArrayList<>();
  private final CommandReconciler reconciler;
  private final ServerParts first = new ServerParts();
  private final ServerParts second = new ServerParts();
  private final HostPort address;

  AgentWorld(Postgres postgres, Path folder) {
    this(postgres, folder, Duration.ofMinutes(1));
  }

  AgentWorld(Postgres postgres, Path folder, Duration silence) {
    this.postgres = postgres;
    this.folder = folder;
    this.silence = silence;
    this.database = Database.open(postgres.config(), Optional.empty());
    this.reconciler = new CommandReconciler(database);
    try {
      this.key = TestTokenKey.in(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    postgres.execute(
        """
        insert into clusters (name, region, cloud_provider)
          values ('edge', 'eu', 'on-premise'), ('far', 'us', 'aws') on conflict do nothing;
        insert into agents (cluster_id, name, kind, node_id)
          select id, 'agent', 'agent', name || '/agent' from clusters on conflict do nothing;
        update agents set token_nonce_hash = sha256('nonce');
        """);
    this.address = controller(first);
  }

  private HostPort controller(ServerParts parts) {
    AgentStreamConfig config =
        new AgentStreamConfig(Duration.ofMillis(300), Duration.ofMinutes(1), silence);
    metrics.add(new SimpleMeterRegistry());
    AgentService service = new AgentService(config, 100, metrics.getLast());
    parts.add("database", service.open(database, Optional.of(tokens())));
    GrpcServerConfig grpc =
        new GrpcServerConfig(
            new HostPort("127.0.0.1", 0), 4 << 20, 100, Duration.ofSeconds(1), Optional.empty());
    GrpcServer server =
        parts.add("server", GrpcServer.start("xds", grpc, new Readiness(), List.of(service)));
    parts.add("streams", service);
    return server.address();
  }

  private AgentConfig agents() {
    return new AgentConfig(Optional.of(key), LIFETIME, Optional.empty(), LIFETIME);
  }

  /** Returns a builder of channels to the first controller. */
  ManagedChannelBuilder<?> server() {
    return channel(address);
  }

  private static ManagedChannelBuilder<?> channel(HostPort server) {
    return NettyChannelBuilder.forAddress(server.host(), server.port()).usePlaintext();
  }

  AgentTokens tokens() {
    return AgentTokens.of(agents(), new ManagementDatabase(database), Clock.systemUTC())
        .orElseThrow();
  }

  /** Starts another controller. */
  ManagedChannelBuilder<?> startController() {
    return channel(controller(second));
  }

  void stopController() {
    first.close();
  }

  String token(String cluster) {
    return token(cluster, Instant.now());
  }

  /** Returns a token of the agent of a cluster that was issued at a time. */
  String token(String cluster, Instant issued) {
    List<String> ids =
        List.of(
            postgres
                .query("select id, cluster_id from agents where node_id = '" + cluster + "/agent'")
                .getFirst()
                .split("\\|", -1));
    return new SelfIssuedTokens(
            "sluice-controller",
            "sluice-agents",
            TestTokenKey.pairs(folder),
            LIFETIME,
            InstantSource.fixed(issued))
        .issue(ids.getFirst(), "nonce", Map.of("cluster", ids.getLast()))
        .text()
        .reveal();
  }

  /** Returns a token for users, signed by the same key. */
  String userToken() {
    return new SelfIssuedTokens(
            "https://login.example.com",
            "sluice",
            TestTokenKey.pairs(folder),
            LIFETIME,
            InstantSource.system())
        .issue("somebody", "nonce", Map.of())
        .text()
        .reveal();
  }

  /** Publishes a product in the cluster edge. */
  void publish() {
    PublishedProducts.addProvider(postgres);
    PublishedProducts.publish(postgres, 1);
  }

  /** Queues commands for the agent of the cluster edge. */
  void queue(int count) {
    postgres.execute(
        """
        insert into deploy_commands (id, agent_id, publish_id, action, desired_hash)
        select gen_random_uuid(), a.id, gen_random_uuid(), 'withdraw', sha256('')
        from agents a, generate_series(1, %d) where a.node_id = 'edge/agent'
        """
            .formatted(count));
  }

  int reconcile() {
    return reconciler.reconcile();
  }

  long depth() {
    return reconciler.depths().getOrDefault("edge", -1L);
  }

  /** Returns the number of commands that meet a condition. */
  long count(String condition) {
    return Long.parseLong(
        postgres.query("select count(*) from deploy_commands where " + condition).getFirst());
  }

  List<String> commandIds() {
    return postgres.query("select id from deploy_commands");
  }

  String agentStatus(String cluster) {
    return postgres
        .query("select status from agents where node_id = '" + cluster + "/agent'")
        .getFirst();
  }

  String deploymentStatus() {
    return postgres.query("select status from agent_deployments").getFirst();
  }

  /** Returns the number of results with an outcome. */
  double results(String outcome) {
    return metrics.stream()
        .mapToDouble(registry -> registry.counter("deploy.results", "result", outcome).count())
        .sum();
  }

  @Override
  public void close() {
    second.close();
    first.close();
    database.close();
  }
}
