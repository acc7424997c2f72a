package dev.sluice.common.grpc;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of a gRPC server: address, maximum message size, maximum concurrent calls of a
 * connection, grace period for active calls at shutdown, and TLS files.
 *
 * @param readSettings the settings for reading connections; empty for gRPC's defaults
 */
public record GrpcServerConfig(
    HostPort address,
    int maxMessageBytes,
    int maxConcurrentCalls,
    Duration drain,
    Optional<TlsConfig> tls,
    Optional<ReadSettings> readSettings) {
  /** The largest message that a server can be configured to accept. */
  public static final int MAX_MESSAGE_BYTES = 256 << 20;

  /**
   * The default for messages with bodies: an Envoy that the controller configures buffers at most
   * 64 MiB, and a message has some fields beside the body.
   */
  public static final int BODY_MESSAGE_BYTES = 65 << 20;

  /**
   * The settings for reading connections.
   *
   * @param readBytes the number of bytes before their responses are written
   * @param maxReadBytes the limit to which this number grows while reads are full
   * @param streamWindow the number of bytes of a call that the service has not requested yet
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

  /** Reads the keys of a section, with another default for the maximum message size. */
  public static GrpcServerConfig read(
      ConfigReader section, int defaultPort, int defaultMaxMessageBytes) {
    HostPort address = section.address("address", new HostPort("127.0.0.1", defaultPort));
    return new GrpcServerConfig(
        address,
        section.integer("max-message-bytes", defaultMaxMessageBytes, 1 << 10, MAX_MESSAGE_BYTES),
        section.integer("max-concurrent-calls", 4096, 1, 1_000_000),
        section.duration("drain", Duration.ofSeconds(10)),
        TlsConfig.read(section, address));
  }

  /** Returns a copy with settings for reading connections, for slow responses. */
  public GrpcServerConfig withReadSettings(ReadSettings reading) {
    return new GrpcServerConfig(
        address, maxMessageBytes, maxConcurrentCalls, drain, tls, Optional.of(reading));
  }

  /** Returns a copy for a service that rejects too large messages itself, with its own error. */
  public GrpcServerConfig acceptingAnyMessage() {
    return new GrpcServerConfig(
        address, MAX_MESSAGE_BYTES, maxConcurrentCalls, drain, tls, readSettings);
  }

  /** Returns a copy with a free loopback port and without TLS. */
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
