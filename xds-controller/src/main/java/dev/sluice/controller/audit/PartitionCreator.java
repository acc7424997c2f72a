package dev.sluice.controller.audit;

import dev.sluice.common.lifecycle.RepeatingTask;
import dev.sluice.common.ops.Readiness;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A creator of the monthly partitions of the audit tables, in UTC, for this month and the next two.
 * It runs at the start and then every day. Several controllers may run it at the same time.
 */
public final class PartitionCreator implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PartitionCreator.class);
  private static final String MAKE =
      """
      select distinct made from unnest(array['audit_events', 'decision_events', 'audit_side_records']) as parent,
        make_month_partitions(parent, ?, ?) as made order by made
      """;
  private static final int AHEAD = 2;
  private static final Duration EVERY = Duration.ofDays(1);
  private static final Duration RETRY = Duration.ofMinutes(1);

  private final DataSource owner;
  private final Clock clock;
  private final Readiness.Component part;
  private final Counter failures;
  private final RepeatingTask daily;
  private @Nullable YearMonth through;

  private PartitionCreator(
      DataSource owner, Clock clock, Readiness.Component part, MeterRegistry metrics) {
    this.owner = owner;
    this.clock = clock;
    this.part = part;
    this.failures = metrics.counter("audit.partition.failures");
    this.daily = new RepeatingTask("audit-partitions", () -> attempt() ? EVERY : RETRY);
  }

  /** Starts the creator; {@code owner} connects as the owner of the tables. */
  public static PartitionCreator start(
      DataSource owner, Clock clock, Readiness readiness, MeterRegistry metrics) {
    PartitionCreator creator =
        new PartitionCreator(owner, clock, readiness.component("audit-partitions"), metrics);
    creator.daily.start(Duration.ZERO);
    return creator;
  }

  /** Creates the missing partitions; returns their months. */
  static List<YearMonth> createMissing(DataSource owner, LocalDate today) throws SQLException {
    List<YearMonth> made = new ArrayList<>();
    try (Connection connection = owner.getConnection();
        PreparedStatement statement = connection.prepareStatement(MAKE)) {
      statement.setObject(1, today);
      statement.setInt(2, AHEAD);
      try (ResultSet months = statement.executeQuery()) {
        while (months.next()) {
          made.add(YearMonth.from(months.getObject(1, LocalDate.class)));
        }
      }
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    }
    return made;
  }

  private boolean attempt() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    try {
      List<YearMonth> made = createMissing(owner, today);
      if (!made.isEmpty()) {
        log.info("Audit partitions made: {}", made);
      }
      through = YearMonth.from(today).plusMonths(AHEAD);
      part.ready("through " + through);
      return true;
    } catch (SQLException e) {
      failed(YearMonth.from(today), e);
      return false;
    }
  }

  private void failed(YearMonth month, SQLException e) {
    failures.increment();
    log.warn("Audit partitions could not be made (SQL state {})", e.getSQLState());
    YearMonth there = through;
    if (there == null || there.isBefore(month)) {
      part.failed("no partition for " + month);
    } else {
      part.ready("through " + there + "; the last attempt failed");
    }
  }

  @Override
  public void close() {
    daily.close();
  }
}
