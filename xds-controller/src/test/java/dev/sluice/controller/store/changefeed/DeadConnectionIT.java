package dev.sluice.controller.store.changefeed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.ops.Readiness;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.testkit.ProxiedLink;
import dev.sluice.common.testkit.TcpProxy;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.DatabaseException;
import dev.sluice.controller.store.LeaderLock;
import dev.sluice.controller.store.SampleUpstreams;
import dev.sluice.controller.store.entity.ChangeBatch;
import dev.sluice.controller.store.report.FindingRepository;
import dev.sluice.controller.testkit.Postgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test of connections to the database that die silently or are slow. */
final class DeadConnectionIT {
  private static final String FEED = "sluice-change-feed";
  private static final String MOVE = "update routes set priority = priority + 1 where name = 'rag'";
  private static final String USED_LATELY =
      "select pid from pg_stat_activity where datname = current_database()"
          + " and application_name = 'sluice-controller'"
          + " and state_change > now() - interval '1s'";

  @RegisterExtension final Postgres postgres = Postgres.with(SampleUpstreams.UPSTREAMS);
  @RegisterExtension final NoWarnings warnings = new NoWarnings();

  private final List<ChangeBatch> batches = new CopyOnWriteArrayList<>();
  private final Readiness readiness = new Readiness();

  @Test
  void feed_ofADeadLink_makesAnother_andMissesNothing() {
    warnings.expect("the change feed is interrupted");
    try (TcpProxy proxy = new TcpProxy(postgres.port());
        Database database = through(proxy);
        ChangeFeed _ = feed(database)) {
      Await.until(readiness::ready);
      postgres.execute(MOVE);
      Await.until(() -> batches.size() == 2);
      ProxiedLink dead = proxy.links(FEED).getFirst();
      dead.freeze();
      postgres.execute(MOVE);
      Await.until(() -> !readiness.ready());
      assertEquals(
          List.of("feed", "database"),
          readiness.report().entrySet().stream()
              .filter(part -> !part.getValue().ready())
              .map(Map.Entry::getKey)
              .toList());
      Await.until(() -> batches.size() == 3);
      assertTrue(
          batches.getLast() instanceof ChangeBatch.ChangedRows some && some.rows().size() == 1);
      Await.until(readiness::ready);
    }
  }

  @Test
  void feed_ofASlowLink_isFollowed_andMadeAgain() {
    warnings.expect("the change feed is interrupted");
    try (TcpProxy proxy = new TcpProxy(postgres.port());
        Database database = through(proxy)) {
      proxy.delay(Duration.ofMillis(700));
      try (ChangeFeed _ = feed(database)) {
        Await.until(readiness::ready);
        proxy.links(FEED).forEach(ProxiedLink::cut);
        postgres.execute(MOVE);
        Await.until(() -> batches.size() == 2);
        Await.until(readiness::ready);
      }
    }
  }

  @Test
  void pool_ofDeadLinks_makesOthers() {
    warnings.allow("Failed to validate connection");
    try (TcpProxy proxy = new TcpProxy(postgres.port());
        Database database = through(proxy)) {
      FindingRepository findings = new FindingRepository(database);
      assertEquals(List.of(), findings.read());
      // The pool does not check a connection that was used a moment ago.
      Await.until(() -> postgres.query(USED_LATELY).isEmpty());
      proxy.links("sluice-controller").forEach(ProxiedLink::freeze);
      Await.until(() -> canRead(findings));
    }
  }

  private static boolean canRead(FindingRepository findings) {
    try {
      return findings.read().isEmpty();
    } catch (DatabaseException e) {
      return false;
    }
  }

  @Test
  void leadership_ofWhoSaysNothingMore_goesToAnother() {
    Duration silence = Duration.ofSeconds(1);
    try (TcpProxy proxy = new TcpProxy(postgres.port());
        Database cutOff = through(proxy);
        Database database = Database.open(postgres.config(), Optional.empty());
        LeaderLock leader = new LeaderLock(cutOff, silence);
        LeaderLock other = new LeaderLock(database, silence)) {
      assertTrue(leader.isHeld());
      assertFalse(other.isHeld());
      proxy.links("sluice-leadership").forEach(ProxiedLink::freeze);
      Await.until(other::isHeld);
    }
  }

  private ChangeFeed feed(Database database) {
    return ChangeFeed.start(
        database,
        (batch, _) -> batches.add(batch),
        new ChangeFeed.ReadinessParts(readiness.component("feed"), readiness.component("database")),
        new SimpleMeterRegistry());
  }

  private Database through(TcpProxy proxy) {
    return Database.open(
        postgres.at(proxy.port(), Duration.ofSeconds(1)), Optional.of(SampleUpstreams.UPSTREAMS));
  }
}
