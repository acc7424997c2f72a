package dev.sluice.controller.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.testkit.Postgres;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A test that months are in UTC in any time zone of the controller, because a driver sends its zone
 * to the server.
 */
class MonthBoundariesIT {
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @RegisterExtension final Postgres postgres = new Postgres();
  private final TimeZone before = TimeZone.getDefault();

  @BeforeEach
  void moveToSeoul() {
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Seoul"));
  }

  @AfterEach
  void moveBack() {
    TimeZone.setDefault(before);
  }

  @Test
  void rows_atTheFirstAndLastMillisecond_areInTheirMonth() throws Exception {
    YearMonth month = YearMonth.now(ZoneOffset.UTC);
    try (Database database = Database.open(postgres.config(), Optional.empty())) {
      assertEquals(List.of("Asia/Seoul"), postgres.query("show timezone"));
      PartitionCreator.createMissing(
          database.dataSource(), LocalDate.now(ZoneOffset.UTC).plusMonths(1));
      FakeAuditWriter writer = new FakeAuditWriter(postgres);
      for (int ahead = 0; ahead < 3; ahead++) {
        writer.event(AuditPartitionsFixture.at(month.plusMonths(ahead), 0), "first");
        writer.event(AuditPartitionsFixture.at(month.plusMonths(ahead + 1), -1), "last");
      }
    }
    for (int ahead = 0; ahead < 3; ahead++) {
      String partition = AuditPartitionsFixture.name("audit_events", month.plusMonths(ahead));
      assertEquals(
          List.of("first", "last"),
          postgres.query("select tenant_id from only " + partition + " order by ts_ms"));
      assertEquals(
          List.of("(correlation_id)", "(project_id, ts_ms)"),
          postgres.query(
              "select substring(indexdef from 'USING btree (.*)') from pg_indexes where tablename ="
                  + " '"
                  + partition
                  + "' and indexdef ~ 'correlation_id|project_id' order by 1"));
    }
  }
}
