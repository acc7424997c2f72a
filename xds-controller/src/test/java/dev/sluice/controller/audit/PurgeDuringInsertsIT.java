package dev.sluice.controller.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PurgeDuringInsertsIT {
  private static final int ROWS_OF_A_PARTITION = 20_000;
  private static final int ROWS_BEFORE = 500;

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @RegisterExtension final Postgres postgres = Postgres.migrated();

  @Test
  void purge_whileRowsAreInserted_losesNone() {
    try (AuditPartitionsFixture past = new AuditPartitionsFixture(postgres)) {
      fill();
      List<Long> alone;
      try (Inserts inserts = new Inserts(postgres)) {
        Await.until(() -> inserts.done.get() >= ROWS_BEFORE);
        alone = inserts.end();
      }
      int before = alone.size();
      try (Inserts inserts = new Inserts(postgres)) {
        Await.until(() -> inserts.done.get() >= ROWS_BEFORE);
        int old = past.old().size();
        PurgeOutcome.Done done =
            assertInstanceOf(
                PurgeOutcome.Done.class, past.purge(Optional.empty(), true).run(PurgeCaller.DAILY));
        assertEquals(old, done.dropped().size());
        List<Long> beside = inserts.end();
        System.out.printf(
            "insert p99 %d us alone (%d), %d us beside a purge of %d partitions (%d), longest %d us%n",
            p99(alone), before, p99(beside), old, beside.size(), Collections.max(beside) / 1000);
        assertEquals(
            List.of(String.valueOf(before + beside.size())),
            postgres.query("select count(*) from audit_events where correlation_id = 'beside'"));
      }
    }
  }

  private void fill() {
    postgres.execute(
        "insert into audit_events (id, ts_ms, correlation_id, tenant_id, project_id, workspace_id,"
            + " user_id, method, endpoint, route_target, status_code, latency_ms, policy_version,"
            + " streamed, dlp_action, writer_id, writer_seq, prev_hash, hash, record)"
            + " select gen_random_uuid(), p.from_ms + i, 'c', 't', '-', '-', '-', 'GET', '/', '-',"
            + " 200, 1, '-', false, '-', '00000000-0000-0000-0000-000000000001',"
            + " p.from_ms + i, sha256('a'), sha256('a'), 'r'"
            + " from audit_partitions p, generate_series(1, "
            + ROWS_OF_A_PARTITION
            + ") i where p.parent = 'audit_events' and p.to_ms <="
            + " extract(epoch from now() - interval '365 days') * 1000");
  }

  private static long p99(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return sorted.get(sorted.size() * 99 / 100) / 1000;
  }

  /** An inserter of rows of the present, one after the other, as the role that writes records. */
  private static final class Inserts implements AutoCloseable {
    final AtomicInteger done = new AtomicInteger();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CompletableFuture<List<Long>> running;

    Inserts(Postgres postgres) {
      running = CompletableFuture.supplyAsync(() -> run(postgres));
    }

    private List<Long> run(Postgres postgres) {
      List<Long> nanos = new ArrayList<>();
      try (Connection writer = postgres.connectAs("sluice_audit_writer");
          PreparedStatement insert =
              writer.prepareStatement(
                  "insert into audit_events (id, ts_ms, correlation_id, tenant_id, project_id,"
                      + " workspace_id, user_id, method, endpoint, route_target, status_code,"
                      + " latency_ms, policy_version, streamed, dlp_action) values (?, ?,"
                      + " 'beside', 't', '-', '-', '-', 'GET', '/', '-', 200, 1, '-', false, '-')"
                      + " on conflict do nothing returning writer_seq")) {
        while (!ending.get()) {
          long begin = System.nanoTime();
          insert.setObject(1, UUID.randomUUID());
          insert.setLong(2, System.currentTimeMillis());
          insert.execute();
          nanos.add(System.nanoTime() - begin);
          done.incrementAndGet();
        }
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
      return nanos;
    }

    List<Long> end() {
      ending.set(true);
      return running.join();
    }

    @Override
    public void close() {
      end();
    }
  }
}
