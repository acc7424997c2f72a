package dev.sluice.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.store.report.QuotaCountRepository;
import dev.sluice.controller.store.report.QuotaCountRepository.QuotaBatchRow;
import dev.sluice.controller.store.report.QuotaCountRepository.QuotaResultRow;
import dev.sluice.controller.store.report.QuotaCountRow;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test that batches of admitted requests count once, and raise each event once. */
final class QuotaCountIT {
  private static final UUID SUBSCRIPTION = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final UUID KEY = UUID.fromString("00000000-0000-4000-8000-000000000002");
  private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-000000000003");
  private static final String DAY = "2026-01-31";
  private static final String ROWS =
      """
      insert into tenants (slug, name, kind) values ('bank', 'Bank', 'customer');
      insert into plans (product_id, name, tier, per_minute, burst, per_day, per_month)
        select id, 'any', 'free', 60, 10, 10, 30 from products where slug = 'ai';
      insert into subscriptions (id, tenant_id, publish_id, plan_id, requested_by, status)
        select '%s', t.id, d.id, p.id, 'somebody', 'active'
        from tenants t, product_publishes d join plans p on p.product_id = d.product_id
        where t.slug = 'bank' limit 1;
      insert into credentials (id, subscription_id, kind, prefix, secret_hash)
        select k::uuid, '%s', 'apikey', 'key_' || right(k, 1), sha256(k::bytea)
        from unnest(array['%s', '%s']) as k;
      """
          .formatted(SUBSCRIPTION, SUBSCRIPTION, KEY, OTHER);
  private static final String COUNTS =
      "select right(credential_id::text, 1), day, requests from quota_usage order by 1, 2";
  private static final String EVENTS =
      "select coalesce(right(credential_id::text, 1), '-'), period, period_start, percent, quota, used"
          + " from quota_events order by id";

  @RegisterExtension final Postgres postgres = Postgres.with(SampleUpstreams.UPSTREAMS);
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @AutoClose private Database database;

  private final UUID writer = UUID.randomUUID();

  @BeforeEach
  void start() {
    database = Database.open(postgres.config(), Optional.of(SampleUpstreams.UPSTREAMS));
    postgres.execute(ROWS);
  }

  private static QuotaCountRow count(UUID credential, String day, long requests) {
    return new QuotaCountRow(SUBSCRIPTION, credential, day, requests);
  }

  private QuotaResultRow save(UUID by, long seq, QuotaCountRow... counts) {
    return new QuotaCountRepository(database)
        .save(new QuotaBatchRow(by, "lab/extauthz", seq, List.of(counts), List.of()));
  }

  private static List<String> totals(QuotaResultRow result) {
    return result.totals().stream()
        .map(total ->
            total.credential().map(id -> id.substring(id.length() - 1)).orElse("-")
                + " %s %d %d".formatted(total.day(), total.onDay(), total.inMonth()))
        .sorted()
        .toList();
  }

  @Test
  void save_batches_returnsTotalsOfAllServers() {
    assertEquals(
        List.of("- 2026-01-31 3 3", "2 2026-01-31 3 3"),
        totals(save(writer, 1, count(KEY, DAY, 3))));
    assertEquals(
        List.of("- 2026-01-31 5 5", "3 2026-01-31 2 2"),
        totals(save(UUID.randomUUID(), 1, count(OTHER, DAY, 2))));
    assertEquals(
        List.of("- 2026-01-30 4 9", "- 2026-02-01 1 1", "2 2026-01-30 4 7", "2 2026-02-01 1 1"),
        totals(save(writer, 2, count(KEY, "2026-01-30", 4), count(KEY, "2026-02-01", 1))));
    assertEquals(
        List.of("2|2026-01-30|4", "2|2026-01-31|3", "2|2026-02-01|1", "3|2026-01-31|2"),
        postgres.query(COUNTS));
  }

  @Test
  void save_repeatedAndReordered_countsOnce() {
    assertEquals("applied", save(writer, 1, count(KEY, DAY, 3)).result());
    QuotaResultRow repeated = save(writer, 1, count(KEY, DAY, 3));
    assertEquals("repeated", repeated.result());
    assertEquals(List.of("- 2026-01-31 3 3", "2 2026-01-31 3 3"), totals(repeated));
    assertEquals("applied", save(writer, 4, count(KEY, DAY, 1)).result());
    assertEquals("repeated", save(writer, 3, count(KEY, DAY, 100)).result());
    assertEquals(4, save(writer, 2, count(KEY, DAY, 100)).throughSeq());
    assertEquals(List.of("2|2026-01-31|4"), postgres.query(COUNTS));
  }

  @Test
  void save_question_readsOnly() {
    save(writer, 1, count(KEY, DAY, 3));
    QuotaResultRow answer =
        new QuotaCountRepository(database)
            .save(
                new QuotaBatchRow(
                    writer, "lab/extauthz", 0, List.of(), List.of(count(KEY, DAY, 0))));
    assertEquals(List.of("- 2026-01-31 3 3", "2 2026-01-31 3 3"), totals(answer));
    assertEquals(List.of("1"), postgres.query("select through_seq from quota_cursors"));
  }

  @Test
  void save_credentialThatIsNoRow_isLeftOut() {
    QuotaCountRow nobody = count(UUID.randomUUID(), DAY, 5);
    assertEquals(1, save(writer, 1, nobody, count(KEY, DAY, 1)).unknown());
    assertEquals(List.of("2|2026-01-31|1"), postgres.query(COUNTS));
  }

  @Test
  @Tag("C-50")
  @DisplayName("C-50 the 8th of 10 requests raises the event of 80 %, the 10th that of 100 %")
  void save_linesReached_raiseEachEventOnce() {
    assertEquals(0, save(writer, 1, count(KEY, DAY, 7)).raised());
    assertEquals(2, save(writer, 2, count(KEY, DAY, 1)).raised());
    assertEquals(0, save(writer, 3, count(KEY, DAY, 1)).raised());
    assertEquals(1, save(writer, 4, count(OTHER, DAY, 1)).raised(), "of the subscription alone");
    assertEquals(0, save(writer, 5, count(OTHER, DAY, 1)).raised());
    assertEquals(
        List.of(
            "2|day|2026-01-31|80|10|8", "-|day|2026-01-31|80|10|8", "-|day|2026-01-31|100|10|10"),
        postgres.query(EVENTS).stream().sorted(Comparator.reverseOrder()).toList());
  }

  @Test
  void save_monthReached_raisesMonthEvents() {
    save(writer, 1, count(KEY, "2026-01-29", 9), count(KEY, "2026-01-30", 9));
    assertEquals(4, postgres.query(EVENTS).size(), "of two days");
    save(writer, 2, count(KEY, "2026-01-31", 7));
    assertEquals(
        List.of("-|month|2026-01-01|80|30|25", "2|month|2026-01-01|80|30|25"),
        postgres.query(EVENTS).stream().filter(event -> event.contains("month")).sorted().toList());
    save(writer, 3, count(KEY, "2026-02-01", 8));
    assertEquals(
        List.of("-|day|2026-02-01|80|10|8", "2|day|2026-02-01|80|10|8"),
        postgres.query(EVENTS).stream()
            .filter(event -> event.contains("2026-02"))
            .sorted()
            .toList());
  }

  @Test
  void save_planWithoutQuota_raisesNothing() {
    postgres.execute("update plans set per_day = null, per_month = null where name = 'any'");
    assertEquals(0, save(writer, 1, count(KEY, DAY, 1_000_000)).raised());
  }

  @Test
  void save_largestQuota_raisesNothing() {
    postgres.execute("update plans set per_day = 9223372036854775807 where name = 'any'");
    assertEquals(2 * 2, save(writer, 1, count(KEY, DAY, 1_000_000)).raised(), "of the month");
  }

  @Test
  void save_manyServersAtOnce_missNothing() {
    List<CompletableFuture<Void>> servers =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.runAsync(() -> sendAll(i % 2 == 0 ? KEY : OTHER)))
            .toList();
    servers.forEach(CompletableFuture::join);
    assertEquals(List.of("2|2026-01-31|4", "3|2026-01-31|4"), postgres.query(COUNTS));
    assertEquals(List.of("-|day|2026-01-31|80|10|8"), postgres.query(EVENTS));
  }

  private void sendAll(UUID credential) {
    UUID one = UUID.randomUUID();
    for (int seq = 1; seq <= 2; seq++) {
      save(one, seq, count(credential, DAY, 1));
      save(one, seq, count(credential, DAY, 1));
    }
  }

  @Test
  void save_deletedCredential_deletesItsCounts() {
    save(writer, 1, count(KEY, DAY, 8));
    postgres.execute("delete from credentials where id = '" + KEY + "'");
    assertEquals(List.of(), postgres.query(COUNTS));
    assertEquals(List.of("-|day|2026-01-31|80|10|8"), postgres.query(EVENTS));
  }

  @Test
  void purge_keepsThisMonthAndTheLast() {
    save(writer, 1, count(KEY, "2025-11-30", 1), count(KEY, "2025-12-01", 1), count(KEY, DAY, 1));
    new QuotaCountRepository(database).purge(LocalDate.parse(DAY));
    assertEquals(List.of("2|2025-12-01|1", "2|2026-01-31|1"), postgres.query(COUNTS));
  }

  @Test
  void tables_ofQuotas_areHiddenFromTheApi() {
    for (String table : List.of("quota_usage", "quota_events", "quota_cursors")) {
      AssertionError denied =
          assertThrows(
              AssertionError.class,
              () -> postgres.execute("set local role sluice_management; select * from " + table));
      assertTrue(String.valueOf(denied.getMessage()).contains("permission denied"), table);
    }
  }

  @Test
  void down_thenUp_hasEmptyTables() throws IOException {
    save(writer, 1, count(KEY, DAY, 8));
    String down = Files.readString(Path.of("src/main/resources/db/down/V36__quotas.sql"));
    String up = Files.readString(Path.of("src/main/resources/db/migration/V36__quotas.sql"));
    postgres.execute(down);
    assertEquals(
        List.of("0"), postgres.query("select count(*) from pg_class where relname like '%quota%'"));
    postgres.execute(up);
    assertEquals("applied", save(writer, 1, count(KEY, DAY, 8)).result());
    assertEquals(List.of("2|2026-01-31|8"), postgres.query(COUNTS));
  }
}
