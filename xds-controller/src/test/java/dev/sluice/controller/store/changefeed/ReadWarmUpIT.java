package dev.sluice.controller.store.changefeed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.SampleUpstreams;
import dev.sluice.controller.testkit.Postgres;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ReadWarmUpIT {
  private static final String CONNECTIONS =
      "select pid from pg_stat_activity where application_name = 'sluice-read-rehearsal'";

  @RegisterExtension final Postgres postgres = Postgres.with(SampleUpstreams.UPSTREAMS);
  @RegisterExtension final NoWarnings warnings = new NoWarnings();

  @Test
  void start_readsRowsOfEveryKind_andEnds() {
    try (Database database =
            Database.open(
                postgres.config(Duration.ofMinutes(1)), Optional.of(SampleUpstreams.UPSTREAMS));
        ReadWarmUp rehearsal = ReadWarmUp.start(database, () -> true)) {
      Await.until(() -> rehearsal.readings() > 100);
      assertTrue(rehearsal.rows() > 1, () -> rehearsal.rows() + " rows");
      Await.until(() -> postgres.query(CONNECTIONS).equals(List.of()));
    }
  }

  @Test
  void close_endsIt() {
    try (Database database =
        Database.open(postgres.config(Duration.ofMinutes(1)), Optional.empty())) {
      ReadWarmUp rehearsal = ReadWarmUp.start(database, () -> true);
      Await.until(() -> rehearsal.readings() > 0);
      rehearsal.close();
      int read = rehearsal.readings();
      Await.until(() -> postgres.query(CONNECTIONS).equals(List.of()));
      assertEquals(read, rehearsal.readings());
    }
  }
}
