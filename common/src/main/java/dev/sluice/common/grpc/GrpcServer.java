package dev.sluice.common.grpc;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.lifecycle.MissingDependencyException;
import dev.sluice.common.ops.Readiness;
import io.grpc.BindableService;
import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.util.ResourceLeakDetector;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A running gRPC server. Calls run on the event loop, so a service must not block; the standard
 * health service answers SERVING while the whole server is ready.
 */
public final class GrpcServer implements AutoCloseable {
  // Connections are renewed now and then so that calls spread over new replicas; a stream that is
  // open at that moment has an hour to end.
  private static final Duration CONNECTION_AGE = Duration.ofMinutes(30);
  private static final Duration CONNECTION_AGE_GRACE = Duration.ofHours(1);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
  private static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration KEEP_ALIVE_PERMITTED = Duration.ofSeconds(5);
  private static final Duration LAST_WAIT = Duration.ofSeconds(5);

  /** Envoy sends nothing compressed, and nobody can send what is small until it is unpacked. */
  private static final DecompressorRegistry PLAIN =
      DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, false);

  /** Tests set it, to be told of buffers that are never given back. */
  private static final String LEAKS = "io.grpc.netty.shaded.io.netty.leakDetection.level";

  static {
    // Netty would follow each 128th buffer, which takes some 3 % of what a check costs.
    if (System.getProperty(LEAKS) == null) {
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }
  }

  private final Server server;
  private final HealthStatusManager health;
  private final HostPort address;
  private final Duration drain;
  private final Optional<MutualTls> tls;

  private GrpcServer(
      Server server,
      HealthStatusManager health,
      HostPort address,
      Duration drain,
      Optional<MutualTls> tls) {
    this.server = server;
    this.health = health;
    this.address = address;
    this.drain = drain;
    this.tls = tls;
  }

  /** Starts serving; with TLS, to every part of our trust domain. */
  public static GrpcServer start(
      String name, GrpcServerConfig config, Readiness readiness, List<BindableService> services) {
    return start(name, config, peer -> true, readiness, services);
  }

  /**
   * Starts serving.
   *
   * @param name the configuration section of the server, such as {@code grpc}; messages about its
   *     port and its part of the readiness carry it
   * @param peers with TLS, which ids of our trust domain may call; {@link PeerIdentity} says who
   *     does
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
    NettyServerBuilder builder = builder(config).addService(health.getHealthService());
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
    GrpcServer started = new GrpcServer(server, health, address, config.drain(), tls);
    readiness.onChange(started::report);
    part.ready("listens on " + address);
    tls.ifPresent(mutual ->
        mutual.onStateChange(state -> part.ready("listens on " + address + ", " + state)));
    return started;
  }

  /** Where it listens, with the port in use. */
  public HostPort address() {
    return address;
  }

  /** Reports NOT_SERVING, refuses new calls, waits for those in flight, then cuts them off. */
  @Override
  public void close() {
    if (server.isShutdown()) {
      return;
    }
    health.enterTerminalState();
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

  // Netty has no other name for it.
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
