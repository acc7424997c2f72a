package dev.sluice.common.grpc;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import java.time.Duration;
import java.util.Optional;

/**
 * Bounds of a gRPC server: its address, the largest message, the calls at once on one connection,
 * how long calls in flight may go on after the server was told to close, and the files of TLS.
 *
 * @param readSettings how connections are read; empty: as gRPC thinks best
 */
public record GrpcServerConfig(
    HostPort address,
    int maxMessageBytes,
    int maxConcurrentCalls,
    Duration drain,
    Optional<TlsConfig> tls,
    Optional<ReadSettings> readSettings) {

  /**
   * How a connection is read.
   *
   * @param readBytes how many bytes, before the answers to them leave
   * @param maxReadBytes the same while as many keep coming
   * @param streamWindow how many bytes of a call may be here that the service has not asked for
   */
  public record ReadSettings(int readBytes, int maxReadBytes, int streamWindow) {}

  public GrpcServerConfig(
      HostPort address,
      int maxMessageBytes,
      int maxConcurrentCalls,
      Duration drain,
      Optional<TlsConfig> tls) {
    this(address, maxMessageBytes, maxConcurrentCalls, drain, tls, Optional.empty());
  }

  /** Reads the keys of a section such as {@code grpc}. */
  public static GrpcServerConfig read(ConfigReader section, int defaultPort) {
    return read(section, defaultPort, 4 << 20);
  }

  /** The same for a server whose messages are of another size. */
  public static GrpcServerConfig read(
      ConfigReader section, int defaultPort, int defaultMaxMessageBytes) {
    HostPort address = section.address("address", new HostPort("127.0.0.1", defaultPort));
    return new GrpcServerConfig(
        address,
        section.integer("max-message-bytes", defaultMaxMessageBytes, 1 << 10, 64 << 20),
        section.integer("max-concurrent-calls", 4096, 1, 1_000_000),
        section.duration("drain", Duration.ofSeconds(10)),
        TlsConfig.read(section, address));
  }

  /** The same for a server whose answers take long to make, or are taken slowly. */
  public GrpcServerConfig withReadSettings(ReadSettings reading) {
    return new GrpcServerConfig(
        address, maxMessageBytes, maxConcurrentCalls, drain, tls, Optional.of(reading));
  }

  /** The same on some port of this machine that no other can reach, without TLS. */
  public GrpcServerConfig onLoopback() {
    return new GrpcServerConfig(
        new HostPort("127.0.0.1", 0),
        maxMessageBytes,
        maxConcurrentCalls,
        drain,
        Optional.empty(),
        readSettings);
  }
}
