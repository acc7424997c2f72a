package dev.sluice.controller.audit;

import dev.sluice.common.lifecycle.RepeatingTask;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A timer that purges at the start and then every day, if the configuration enables it. */
public final class DailyPurge implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DailyPurge.class);
  private static final Duration EVERY = Duration.ofDays(1);
  private static final Duration RETRY = Duration.ofMinutes(10);

  private final AuditPurge purge;
  private final RepeatingTask daily;

  private DailyPurge(AuditPurge purge) {
    this.purge = purge;
    this.daily = new RepeatingTask("audit-purge", () -> attempt() ? EVERY : RETRY);
  }

  /** Starts the timer; the tables must exist. */
  public static DailyPurge start(AuditPurge purge) {
    DailyPurge made = new DailyPurge(purge);
    if (purge.config().daily()) {
      made.daily.start(Duration.ZERO);
    }
    return made;
  }

  private boolean attempt() {
    return switch (purge.run(PurgeCaller.DAILY)) {
      case PurgeOutcome.Done done -> !done.unfinished();
      case PurgeOutcome.Failed _ -> false;
      case PurgeOutcome.Unsigned _ -> {
        log.warn("Nothing is purged: audit.chain.signing-key is not set");
        yield true;
      }
    };
  }

  /** Aborts a running purge by closing its connection, which rolls its transaction back. */
  @Override
  public void close() {
    daily.stop();
  }
}
