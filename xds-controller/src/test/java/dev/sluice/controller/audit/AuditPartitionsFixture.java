package dev.sluice.controller.audit;

import dev.sluice.common.Secret;
import dev.sluice.common.audit.chain.ChainSigningKey;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.testkit.Postgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A database whose audit tables have partitions for the last 400 days and more. */
final class AuditPartitionsFixture implements AutoCloseable {
  static final Duration YEAR = Duration.ofDays(365);
  static final String KEY = "an-ops-key-of-a-test";
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMM");

  final Postgres postgres;
  private final Database database;

  AuditPartitionsFixture(Postgres postgres) {
    this.postgres = postgres;
    database = Database.open(postgres.config(), Optional.empty());
    postgres.execute(
        "select make_month_partitions(t, ((now() - interval '400 days') at time zone 'UTC')::date,"
            + " 14) from unnest(array['audit_events', 'decision_events', 'audit_side_records']) t");
  }

  /** Returns the month that lies so many months before the expiry month. */
  static YearMonth before(int months) {
    return YearMonth.from(Clock.systemUTC().instant().minus(YEAR).atZone(ZoneOffset.UTC))
        .minusMonths(months);
  }

  /** Returns the time so many milliseconds after the begin of a month. */
  static long at(YearMonth month, long ms) {
    return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli() + ms;
  }

  static String name(String table, YearMonth month) {
    return table + "_" + month.format(NAME);
  }

  /** Returns the partitions that a purge would drop without holds, the oldest first. */
  List<String> old() {
    return postgres.query(
        "select partition from audit_partitions where to_ms <= extract(epoch from now() - interval"
            + " '365 days') * 1000 order by to_ms, partition");
  }

  AuditPurge purge(Optional<ChainSigningKey> key, boolean unsigned) {
    return purge(key, unsigned, false);
  }

  AuditPurge purge(Optional<ChainSigningKey> key, boolean unsigned, boolean daily) {
    RetentionConfig config =
        new RetentionConfig(
            daily,
            YEAR,
            Optional.of(Secret.of(KEY)),
            key,
            unsigned,
            "sluice_audit_purger",
            Optional.empty());
    return new AuditPurge(
        postgres.config().asRole(config.user(), config.password(), "test"),
        config,
        Clock.systemUTC(),
        new SimpleMeterRegistry());
  }

  /** Writes a key file as operators do. */
  static Path pem(KeyPair pair, Path folder) throws IOException {
    String body = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
    return Files.writeString(
        folder.resolve("key.pem"),
        "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
  }

  @Override
  public void close() {
    database.close();
  }
}
