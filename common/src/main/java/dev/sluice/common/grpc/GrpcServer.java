package dev.sluice.common.grpc;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.lifecycle.MissingDependencyException;
import dev.sluice.common.ops.Readiness;
import io.grpc.BindableService;
import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.util.ResourceLeakDetector;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * A running gRPC server. Calls run on the event loop, so a service must not block. The standard
 * health service returns SERVING while the whole server is ready.
 */
public final class GrpcServer implements AutoCloseable {
  // Connections have a maximum age, so that calls spread over new replicas. A stream that is open
  // at
  // that moment has an hour to end.
  private static final Duration CONNECTION_AGE = Duration.ofMinutes(30);
  private static final Duration CONNECTION_AGE_GRACE = Duration.ofHours(1);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
  private static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration KEEP_ALIVE_PERMITTED = Duration.ofSeconds(5);
  private static final Duration LAST_WAIT = Duration.ofSeconds(5);

  /**
   * A registry without decompressors: Envoy sends nothing compressed, and a small compressed
   * message could expand to a large one.
   */
  private static final DecompressorRegistry PLAIN =
      DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, false);

  /** The system property for the detection of leaked buffers, which tests set. */
  private static final String LEAKS = "io.grpc.netty.shaded.io.netty.leakDetection.level";

  static {
    // By default Netty tracks every 128th buffer, which costs about 3 % of a check.
    if (System.getProperty(LEAKS) == null) {
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }
  }

  private final Server server;
  private final HealthStatusManager health;
  private final HealthCheckers checkers;
  private final HostPort address;
  private final Duration drain;
  private final Optional<MutualTls> tls;
  private final AtomicBoolean announced = new AtomicBoolean();

  private GrpcServer(
      Server server,
      HealthStatusManager health,
      HealthCheckers checkers,
      HostPort address,
      Duration drain,
      Optional<MutualTls> tls) {
    this.server = server;
    this.health = health;
    this.checkers = checkers;
    this.address = address;
    this.drain = drain;
    this.tls = tls;
  }

  /** Starts a server. With TLS it accepts all parts of the trust domain. */
  public static GrpcServer start(
      String name, GrpcServerConfig config, Readiness readiness, List<BindableService> services) {
    return start(name, config, peer -> true, readiness, services);
  }

  /**
   * Starts a server.
   *
   * @param name the configuration section, such as {@code grpc}, for messages and readiness
   * @param peers the accepted ids of the trust domain, if there is TLS; {@link PeerIdentity}
   *     returns the id of a caller
   */
  public static GrpcServer start(
      String name,
      GrpcServerConfig config,
      Predicate<SpiffeId> peers,
      Readiness readiness,
      List<BindableService> services) {
    Optional<MutualTls> tls = config.tls().map(files -> MutualTls.open(files, peers));
    return start(name, config, tls, readiness, services);
  }

  static GrpcServer start(
      String name,
      GrpcServerConfig config,
      Optional<MutualTls> tls,
      Readiness readiness,
      List<BindableService> services) {
    Readiness.Component part = readiness.component(name);
    HealthStatusManager health = new HealthStatusManager();
    HealthCheckers checkers = new HealthCheckers(System::nanoTime);
    NettyServerBuilder builder =
        builder(config)
            .addService(ServerInterceptors.intercept(health.getHealthService(), checkers));
    tls.ifPresent(mutual -> secure(builder, mutual));
    services.forEach(builder::addService);
    config.readSettings().ifPresent(reading -> read(builder, reading));
    Server server = builder.build();
    try {
      server.start();
    } catch (IOException e) {
      tls.ifPresent(MutualTls::close);
      throw MissingDependencyException.port(config.address(), name + ".address", e);
    }
    HostPort address = new HostPort(config.address().host(), server.getPort());
    GrpcServer started = new GrpcServer(server, health, checkers, address, config.drain(), tls);
    readiness.onChange(started::report);
    part.ready("listens on " + address);
    tls.ifPresent(mutual ->
        mutual.onStateChange(state -> part.ready("listens on " + address + ", " + state)));
    return started;
  }

  /** Returns the address with the actual port. */
  public HostPort address() {
    return address;
  }

  /** Returns the time at which the certificate in use expires, or empty without TLS. */
  public Optional<Instant> certificateExpiry() {
    return tls.map(MutualTls::expiresAt);
  }

  /**
   * Reports NOT_SERVING, and waits until those who check the health have noticed. New calls are
   * still accepted.
   */
  public void announceStop() {
    if (announced.getAndSet(true)) {
      return;
    }
    health.enterTerminalState();
    try {
      checkers.awaitNextCheck();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Announces the stop, rejects new calls, waits for active calls, then cancels them. */
  @Override
  public void close() {
    if (server.isShutdown()) {
      return;
    }
    announceStop();
    server.shutdown();
    try {
      if (!server.awaitTermination(drain.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow().awaitTermination(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    tls.ifPresent(MutualTls::close);
  }

  private void report(boolean ready) {
    ServingStatus status = ready ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
    server
        .getServices()
        .forEach(service -> health.setStatus(service.getServiceDescriptor().getName(), status));
  }

  private static void secure(NettyServerBuilder builder, MutualTls tls) {
    builder
        .sslContext(tls.serverContext())
        .addTransportFilter(new PeerIdentity.TransportFilter())
        .intercept(new PeerIdentity.CallInterceptor());
  }

  // The type is deprecated, but Netty offers no other one.
  @SuppressWarnings("deprecation")
  private static void read(NettyServerBuilder builder, GrpcServerConfig.ReadSettings reading) {
    builder
        .flowControlWindow(reading.streamWindow())
        .withChildOption(
            ChannelOption.RCVBUF_ALLOCATOR,
            new GrowingReadAllocator(reading.readBytes(), reading.maxReadBytes()));
  }

  private static NettyServerBuilder builder(GrpcServerConfig config) {
    return NettyServerBuilder.forAddress(config.address().socketAddress())
        .directExecutor()
        .decompressorRegistry(PLAIN)
        .maxInboundMessageSize(config.maxMessageBytes())
        .maxConcurrentCallsPerConnection(config.maxConcurrentCalls())
        .permitKeepAliveWithoutCalls(true)
        .permitKeepAliveTime(KEEP_ALIVE_PERMITTED.toSeconds(), TimeUnit.SECONDS)
        .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
        .keepAliveTimeout(KEEP_ALIVE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
        .maxConnectionAge(CONNECTION_AGE.toSeconds(), TimeUnit.SECONDS)
        .maxConnectionAgeGrace(CONNECTION_AGE_GRACE.toSeconds(), TimeUnit.SECONDS);
  }
}
