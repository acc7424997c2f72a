package dev.sluice.controller.api.playground;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.TlsConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A configuration of the playground.
 *
 * @param servers the addresses of DLP servers, which are asked in this order
 * @param tls the certificate of this controller for these servers; empty for plaintext
 */
public record PlaygroundConfig(List<HostPort> servers, Optional<TlsConfig> tls) {
  private static final int MOST_SERVERS = 16;

  public PlaygroundConfig {
    servers = List.copyOf(servers);
  }

  /** Reads the section {@code api.playground}. The playground is off without servers. */
  public static Optional<PlaygroundConfig> read(ConfigReader api) {
    ConfigReader playground = api.section("playground");
    List<HostPort> servers = new ArrayList<>();
    for (String text : playground.texts("servers", List.of())) {
      try {
        servers.add(HostPort.parse(text));
      } catch (IllegalArgumentException e) {
        playground.problem("servers", "has the item \"" + text + "\", which is not host:port");
      }
    }
    if (servers.size() > MOST_SERVERS) {
      playground.problem("servers", "has more than " + MOST_SERVERS + " addresses");
    }
    HostPort strictest =
        servers.stream()
            .filter(server -> !TlsConfig.allowsPlaintext(playground, server))
            .findFirst()
            .or(() -> servers.stream().findFirst())
            .orElse(new HostPort("localhost", 0));
    Optional<TlsConfig> tls = TlsConfig.read(playground, strictest);
    return servers.isEmpty() ? Optional.empty() : Optional.of(new PlaygroundConfig(servers, tls));
  }
}
