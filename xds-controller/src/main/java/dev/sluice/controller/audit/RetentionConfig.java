package dev.sluice.controller.audit;

import dev.sluice.common.Secret;
import dev.sluice.common.audit.chain.ChainKeyException;
import dev.sluice.common.audit.chain.ChainSigningKey;
import dev.sluice.common.config.ConfigReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A configuration of the retention of audit rows.
 *
 * @param daily whether expired partitions are dropped every day
 * @param keep the age at which rows expire
 * @param opsKey the key that authorizes a purge by request; empty: no requests are accepted
 * @param signingKey signs the boundaries of removed links
 * @param unsigned whether links may be removed without a signature
 */
public record RetentionConfig(
    boolean daily,
    Duration keep,
    Optional<Secret> opsKey,
    Optional<ChainSigningKey> signingKey,
    boolean unsigned,
    String user,
    Optional<Secret> password) {
  private static final int SHORTEST_KEY = 16;
  private static final int MOST_DAYS = 36_500;

  /** Reads {@code audit} and {@code ops.key}. */
  public static RetentionConfig read(ConfigReader config) {
    ConfigReader retention = config.section("audit.retention");
    ConfigReader chain = config.section("audit.chain");
    retention.alias("days", "AUDIT_RETENTION_DAYS");
    return new RetentionConfig(
        retention.flag("enabled", false),
        Duration.ofDays(retention.integer("days", 365, 1, MOST_DAYS)),
        opsKey(config.section("ops"), retention),
        signingKey(chain),
        chain.flag("unsigned-purge", false),
        retention.section("database").text("user", "sluice_audit_purger"),
        retention.section("database").optionalSecret("password"));
  }

  private static Optional<Secret> opsKey(ConfigReader ops, ConfigReader retention) {
    Optional<Secret> key = ops.optionalSecret("key");
    if (key.isPresent() && key.get().reveal().length() < SHORTEST_KEY) {
      ops.problem("key", "must have at least " + SHORTEST_KEY + " characters");
    }
    boolean endpoint = retention.flag("endpoint", key.isPresent());
    if (endpoint && key.isEmpty()) {
      retention.problem("endpoint", "needs ops.key (SLUICE_OPS_KEY)");
    }
    return key.filter(_ -> endpoint);
  }

  private static Optional<ChainSigningKey> signingKey(ConfigReader chain) {
    Path file = chain.optionalFile("signing-key").orElse(null);
    try {
      // A missing file has already been reported.
      return file == null || !file.toFile().isFile()
          ? Optional.empty()
          : Optional.of(ChainSigningKey.read(file));
    } catch (ChainKeyException e) {
      chain.problem("signing-key", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
