package dev.sluice.common.audit;

import dev.sluice.common.Secret;
import dev.sluice.common.audit.postgres.DatabaseTarget;
import dev.sluice.common.audit.spool.SpoolConfig;
import dev.sluice.common.audit.spool.SpoolConfig.WhenFull;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.grpc.OtlpCollectorConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings for the spool and the sink of audit records.
 *
 * @param database the PostgreSQL sink; without one, records are sent to the collector, or else to
 *     standard output
 * @param batchRecords the maximum number of records in one write to the sink
 * @param retryMax the longest pause between two attempts to reach the sink
 */
public record AuditConfig(
    Optional<DatabaseTarget> database,
    Optional<OtlpCollectorConfig> collector,
    SpoolConfig spool,
    int batchRecords,
    Duration retryMax,
    ChainConfig chain) {
  private static final String WRITER = "sluice_audit_writer";

  /** The sync delay, which is enough to sync many records together and short for readers. */
  private static final Duration SYNC_DELAY = Duration.ofMillis(20);

  private static final long MIB = 1024L * 1024;

  /**
   * Reads the section {@code audit}.
   *
   * @param spool the default spool directory
   */
  public static AuditConfig read(ConfigReader section, Path spool) {
    section.alias("database.url", "AUDIT_DB_DSN");
    Duration retryMax = section.duration("retry-max", Duration.ofSeconds(10));
    if (retryMax.compareTo(Duration.ofMillis(100)) < 0) {
      section.problem("retry-max", "must be at least 100ms");
    }
    Optional<DatabaseTarget> database = database(section.section("database"));
    Optional<OtlpCollectorConfig> collector = OtlpCollectorConfig.read(section.section("otlp"));
    if (database.isPresent() && collector.isPresent()) {
      section.problem("otlp.address", "excludes " + section.pathOf("database.url"));
    }
    return new AuditConfig(
        database,
        collector,
        SpoolConfig.of(
                section.path("spool-dir", spool),
                section.integer("spool-max-mib", 512, 4, 1_048_576) * MIB,
                section.choice("when-full", WhenFull.class, WhenFull.BLOCK))
            .withSyncDelay(SYNC_DELAY),
        section.integer("batch-records", 500, 1, 5_000),
        retryMax,
        ChainConfig.read(section.section("chain")));
  }

  /** Returns a copy in which a record waits this long for others that are synced with it. */
  public AuditConfig withSyncDelay(Duration time) {
    return new AuditConfig(
        database, collector, spool.withSyncDelay(time), batchRecords, retryMax, chain);
  }

  private static Optional<DatabaseTarget> database(ConfigReader section) {
    Optional<Secret> url = section.optionalSecret("url");
    Optional<String> user = section.optionalText("user");
    Optional<Secret> password = section.optionalSecret("password");
    try {
      return url.map(address -> DatabaseTarget.of(address, user, password, WRITER));
    } catch (IllegalArgumentException e) {
      section.problem("url", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
