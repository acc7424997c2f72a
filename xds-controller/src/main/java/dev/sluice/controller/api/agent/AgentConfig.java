package dev.sluice.controller.api.agent;

import dev.sluice.common.config.ConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A configuration of what agents get when they join.
 *
 * @param tokenKey the file of the keys that sign tokens; without it there are no tokens
 */
public record AgentConfig(Optional<Path> tokenKey, Duration tokenLifetime) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  /** Reads the section {@code agents}. */
  public static AgentConfig read(ConfigReader agents) {
    Optional<Path> tokenKey = agents.optionalFile("token-key");
    tokenKey.filter(Files::isReadable).ifPresent(file -> check(agents, file));
    return new AgentConfig(tokenKey, lifetime(agents, "token-lifetime"));
  }

  private static Duration lifetime(ConfigReader agents, String key) {
    Duration lifetime = agents.duration(key, DAY);
    if (!lifetime.isPositive() || lifetime.compareTo(LONGEST) > 0) {
      agents.problem(key, "must be 1s to 365d");
      return DAY;
    }
    return lifetime;
  }

  private static void check(ConfigReader agents, Path file) {
    try {
      var _ = TokenKeyFile.read(file);
    } catch (IllegalArgumentException e) {
      agents.problem("token-key", String.valueOf(e.getMessage()));
    }
  }
}
