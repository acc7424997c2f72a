package dev.sluice.common.grpc;

import dev.sluice.common.Secret;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptor;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The settings of a connection to an OpenTelemetry collector over OTLP/gRPC.
 *
 * @param tls the TLS settings; without them, plaintext
 * @param authorization the value of the header {@code authorization} in each call
 */
public record OtlpCollectorConfig(
    HostPort address, Optional<ExternalTlsConfig> tls, Optional<Secret> authorization) {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Pattern HEADER = Pattern.compile("[\\x20-\\x7e]{1,4096}");
  private static final HostPort NO_ADDRESS = new HostPort("localhost", 0);
  private static final long KEEP_ALIVE_SECONDS = 60;

  /** Reads a section {@code otlp}. Without an address there is no collector. */
  public static Optional<OtlpCollectorConfig> read(ConfigReader section) {
    Optional<HostPort> address = section.optionalAddress("address");
    Optional<ExternalTlsConfig> tls = ExternalTlsConfig.read(section, address.orElse(NO_ADDRESS));
    Optional<Secret> authorization =
        section.optionalSecret("authorization").filter(secret -> !secret.matches(""));
    if (authorization.isPresent() && !HEADER.matcher(authorization.get().reveal()).matches()) {
      section.problem("authorization", "must be printable ASCII");
      authorization = Optional.empty();
    }
    Optional<Secret> header = authorization;
    return address.map(at -> new OtlpCollectorConfig(at, tls, header));
  }

  /** Returns a channel, which connects at its first call. The caller must shut it down. */
  public ManagedChannel channel() {
    ChannelCredentials credentials =
        tls.map(ExternalTlsConfig::credentials).orElseGet(InsecureChannelCredentials::create);
    ManagedChannelBuilder<?> channel =
        Grpc.newChannelBuilderForAddress(address.host(), address.port(), credentials)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
    authorization.ifPresent(header -> channel.intercept(showing(header)));
    return channel.build();
  }

  private static ClientInterceptor showing(Secret header) {
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, header.reveal());
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }
}
