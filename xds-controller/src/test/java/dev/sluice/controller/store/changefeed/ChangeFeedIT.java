package dev.sluice.controller.store.changefeed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.ops.Readiness;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.SampleData;
import dev.sluice.controller.store.SampleUpstreams;
import dev.sluice.controller.store.entity.ChangeBatch;
import dev.sluice.controller.testkit.Postgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ChangeFeedIT {
  private static final String MOVE = "update routes set priority = priority + 1 where name = '%s'";

  @RegisterExtension final Postgres postgres = Postgres.with(SampleUpstreams.UPSTREAMS);
  @RegisterExtension final NoWarnings warnings = new NoWarnings();

  private final List<ChangeBatch> batches = new CopyOnWriteArrayList<>();
  private final Readiness readiness = new Readiness();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @Test
  void start_deliversEverythingOnce() {
    try (Database database = sample();
        ChangeFeed _ = feed(database)) {
      Await.until(readiness::ready);
      assertEquals(1, batches.size());
      assertInstanceOf(ChangeBatch.FullReload.class, batches.getFirst());
    }
  }

  @Test
  void commit_ofTwoTables_deliversTheirRows() {
    try (Database database = sample();
        ChangeFeed _ = feed(database)) {
      Await.until(readiness::ready);
      postgres.execute(
          "update backends set max_connections = 7 where name = 'rag';"
              + "delete from publish_hostnames where host = 'localhost'");
      Await.until(() -> rows().size() == 2);
      assertTrue(rows().contains("backends/" + id("backends", "rag")), rows()::toString);
      assertTrue(
          rows()
              .contains(
                  "publish_hostnames/"
                      + postgres.query("select id from product_publishes").getFirst()
                      + "/localhost"),
          rows()::toString);
    }
  }

  @Test
  void commit_withSignal_waitsForNoPoll() {
    Optional<SampleData> sample = Optional.of(SampleUpstreams.UPSTREAMS);
    try (Database database = Database.open(postgres.config(Duration.ofMinutes(1)), sample);
        ChangeFeed _ = feed(database)) {
      Await.until(readiness::ready);
      postgres.execute(MOVE.formatted("chat"));
      Await.until(() -> rows().equals(List.of(route("chat"))));
    }
  }

  @Test
  void commits_inAnotherOrderThanBegun_areAllDeliveredOnce() throws SQLException {
    try (Database database = sample();
        ChangeFeed _ = feed(database);
        Connection older = postgres.connect();
        Connection younger = postgres.connect()) {
      Await.until(readiness::ready);
      older.setAutoCommit(false);
      younger.setAutoCommit(false);
      Postgres.execute(older, MOVE.formatted("chat"));
      Postgres.execute(younger, MOVE.formatted("rag"));
      younger.commit();
      Await.until(() -> rows().equals(List.of(route("rag"))));
      older.commit();
      Await.until(() -> rows().equals(List.of(route("rag"), route("chat"))));
      postgres.execute(MOVE.formatted("agent"));
      Await.until(() -> rows().equals(List.of(route("rag"), route("chat"), route("agent"))));
    }
  }

  @Test
  void rowsRestoredFromAnotherServer_areNotRead() {
    try (Database database = sample();
        ChangeFeed _ = feed(database)) {
      Await.until(readiness::ready);
      postgres.execute(
          "insert into change_log (table_name, pk, op, xid)"
              + " values ('routes', 'restored', 'UPDATE', '9000000000000000000')");
      postgres.execute(MOVE.formatted("rag"));
      Await.until(() -> rows().equals(List.of(route("rag"))));
      postgres.execute(MOVE.formatted("chat"));
      Await.until(() -> rows().equals(List.of(route("rag"), route("chat"))));
    }
  }

  @Test
  void rollback_deliversNothing() throws SQLException {
    try (Database database = sample();
        ChangeFeed _ = feed(database);
        Connection connection = postgres.connect()) {
      Await.until(readiness::ready);
      connection.setAutoCommit(false);
      Postgres.execute(connection, MOVE.formatted("chat"));
      connection.rollback();
      postgres.execute(MOVE.formatted("rag"));
      Await.until(() -> rows().equals(List.of(route("rag"))));
    }
  }

  @Test
  void change_withoutSignal_isFoundByLooking() {
    try (Database database = sample();
        ChangeFeed _ = feed(database)) {
      Await.until(readiness::ready);
      postgres.execute(
          "insert into change_log (table_name, pk, op) values ('routes', '7', 'UPDATE')");
      Await.until(() -> rows().equals(List.of("routes/7")));
    }
  }

  @Test
  void connection_lost_missesNothing() {
    warnings.expect("the change feed is interrupted");
    try (Database database = sample();
        ChangeFeed _ = feed(database)) {
      Await.until(readiness::ready);
      postgres.query(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where application_name = 'sluice-change-feed' and datname = current_database()");
      postgres.execute(MOVE.formatted("chat"));
      Await.until(() -> rows().equals(List.of(route("chat"))));
      Await.until(readiness::ready);
      assertEquals(1, batches.stream().filter(ChangeBatch.FullReload.class::isInstance).count());
    }
  }

  @Test
  void consumer_failing_getsTheBatchAgain() {
    failing(
        2,
        () -> {
          throw new IllegalStateException("not yet");
        });
  }

  @Test
  void consumer_failingWithAnError_getsTheBatchAgain() {
    failing(
        1,
        () -> {
          throw new StackOverflowError("a row is too deep");
        });
  }

  @Test
  void changes_beyondTheLimit_becomeEverything() {
    try (Database database = sample();
        ChangeFeed _ = feed(database)) {
      Await.until(readiness::ready);
      postgres.execute(
          "insert into change_log (table_name, pk, op)"
              + " select 'routes', n::text, 'INSERT' from generate_series(1, 6000) n");
      Await.until(() -> batches.size() == 2);
      assertEquals(new ChangeBatch.FullReload("very much has changed"), batches.getLast());
    }
  }

  @Test
  void changes_beyondTheLimit_behindAnOpenTransaction_becomeEverythingOnce() throws SQLException {
    try (Database database = sample();
        ChangeFeed _ = feed(database);
        Connection older = postgres.connect()) {
      Await.until(readiness::ready);
      older.setAutoCommit(false);
      Postgres.execute(older, MOVE.formatted("chat"));
      postgres.execute(
          "insert into change_log (table_name, pk, op)"
              + " select 'routes', n::text, 'INSERT' from generate_series(1, 6000) n");
      Await.until(() -> batches.size() == 2);
      postgres.execute(MOVE.formatted("rag"));
      Await.until(() -> batches.size() == 3);
      older.commit();
      Await.until(() -> rows().equals(List.of(route("rag"), route("chat"))));
    }
  }

  @Test
  void truncate_deliversTheWholeTable() {
    try (Database database = sample();
        ChangeFeed _ = feed(database)) {
      Await.until(readiness::ready);
      postgres.execute("truncate policies");
      Await.until(() -> rows().equals(List.of("policies/*")));
    }
  }

  @Test
  void log_olderThanADay_isPruned() {
    try (Database database = sample()) {
      postgres.execute("update change_log set logged_at = now() - interval '2 days'");
      postgres.execute(MOVE.formatted("chat"));
      try (ChangeFeed _ = feed(database)) {
        Await.until(() ->
            postgres.query("select pk from change_log").equals(List.of(id("routes", "chat"))));
      }
    }
  }

  /** Lets the listener fail so many times and then accept the batch. */
  private void failing(int times, Runnable failure) {
    warnings.expect("the change feed is interrupted");
    AtomicInteger attempts = new AtomicInteger();
    try (Database database = sample();
        ChangeFeed _ =
            ChangeFeed.start(
                database,
                (batch, _) -> {
                  if (attempts.incrementAndGet() <= times) {
                    failure.run();
                  }
                  batches.add(batch);
                },
                parts(),
                metrics)) {
      Await.until(readiness::ready);
      assertEquals(times + 1, attempts.get());
      assertEquals(1, batches.size());
    }
  }

  private ChangeFeed feed(Database database) {
    return ChangeFeed.start(database, (batch, _) -> batches.add(batch), parts(), metrics);
  }

  private ChangeFeed.ReadinessParts parts() {
    return new ChangeFeed.ReadinessParts(
        readiness.component("feed"), readiness.component("database"));
  }

  private Database sample() {
    return Database.open(postgres.config(), Optional.of(SampleUpstreams.UPSTREAMS));
  }

  private List<String> rows() {
    return batches.stream()
        .flatMap(batch ->
            batch instanceof ChangeBatch.ChangedRows some ? some.rows().stream() : Stream.empty())
        .map(row -> row.table() + "/" + row.pk())
        .toList();
  }

  private String route(String name) {
    return "routes/" + id("routes", name);
  }

  private String id(String table, String name) {
    return postgres.query("select id from " + table + " where name = '" + name + "'").getFirst();
  }
}
