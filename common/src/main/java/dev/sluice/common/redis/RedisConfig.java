package dev.sluice.common.redis;

import dev.sluice.common.Secret;
import dev.sluice.common.config.ConfigReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the Redis or Valkey that replicas share.
 *
 * @param nodes the addresses; several of a cluster, one otherwise
 * @param authorities the certificates of authorities for TLS; empty for those of the system
 * @param timeout how long a request waits for an answer
 */
public record RedisConfig(
    List<URI> nodes,
    boolean cluster,
    Optional<String> user,
    Optional<Secret> password,
    Optional<Path> authorities,
    Duration timeout) {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  public RedisConfig {
    nodes = List.copyOf(nodes);
  }

  /** Reads the settings; empty without addresses. */
  public static Optional<RedisConfig> read(ConfigReader section) {
    List<String> texts = section.texts("nodes", List.of());
    boolean cluster = section.flag("cluster", false);
    Duration timeout = section.duration("timeout", Duration.ofMillis(20));
    Optional<String> user = section.optionalText("user");
    Optional<Secret> password = section.optionalSecret("password");
    Optional<Path> authorities = section.optionalFile("ca-file");
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      section.problem("timeout", "must be 1ms to 1s");
    }
    if (!texts.stream().allMatch(RedisConfig::isAddress)) {
      section.problem("nodes", "must be redis://host:port or rediss://host:port, without more");
      return Optional.empty();
    }
    if (texts.size() > 1 && !cluster) {
      section.problem("nodes", "must be one address; set cluster to true for several");
    }
    return texts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RedisConfig(
                texts.stream().map(URI::create).toList(),
                cluster,
                user,
                password,
                authorities,
                timeout));
  }

  /** Returns whether a text is an address without a credential, which would be readable there. */
  private static boolean isAddress(String text) {
    try {
      URI address = new URI(text);
      return List.of("redis", "rediss").contains(String.valueOf(address.getScheme()))
          && address.getHost() != null
          && address.getPort() > 0
          && address.getRawUserInfo() == null
          && address.getRawPath().isEmpty()
          && address.getRawQuery() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
