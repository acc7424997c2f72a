package dev.sluice.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.store.report.TokenBudgetRepository;
import dev.sluice.controller.store.report.TokenBudgetRepository.TokenBudgetBatchRow;
import dev.sluice.controller.store.report.TokenBudgetRepository.TokenBudgetResultRow;
import dev.sluice.controller.store.report.TokenBudgetRow;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test that batches of what calls used of token budgets count once. */
final class TokenBudgetCountIT {
  private static final UUID OWNER = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final String DAY = "2026-01-31";
  private static final String COUNTS =
      "select period_start, tenant, budget, used from token_budget_usage order by 1, 2";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @AutoClose private Database database;

  private final UUID writer = UUID.randomUUID();

  @BeforeEach
  void start() {
    database = Database.open(postgres.config(), Optional.empty());
  }

  private static TokenBudgetRow use(String tenant, String day, long budget, long amount) {
    return new TokenBudgetRow(
        OWNER, "team", "day", day, tenant, "", "", "", "", false, budget, amount);
  }

  private TokenBudgetResultRow save(UUID by, long seq, TokenBudgetRow... uses) {
    return new TokenBudgetRepository(database)
        .save(new TokenBudgetBatchRow(by, "lab/extproc", seq, List.of(uses), List.of()));
  }

  private static List<String> totals(TokenBudgetResultRow result) {
    return result.totals().stream()
        .map(total -> total.tenant() + " " + total.start() + " " + total.used())
        .sorted()
        .toList();
  }

  @Test
  void save_batches_returnsTotalsOfAllServers() {
    assertEquals(
        List.of("acme " + DAY + " 30", "shop " + DAY + " 5"),
        totals(save(writer, 1, use("acme", DAY, 100, 30), use("shop", DAY, 100, 5))));
    assertEquals(
        List.of("acme " + DAY + " 50"),
        totals(save(UUID.randomUUID(), 1, use("acme", DAY, 100, 20))));
    assertEquals(
        List.of("acme " + DAY + " 38"), totals(save(writer, 2, use("acme", DAY, 200, -12))));
    assertEquals(List.of(DAY + "|acme|200|38", DAY + "|shop|100|5"), postgres.query(COUNTS));
  }

  @Test
  void save_repeatedAndReordered_countsOnce() {
    assertEquals("applied", save(writer, 1, use("acme", DAY, 100, 30)).result());
    TokenBudgetResultRow repeated = save(writer, 1, use("acme", DAY, 100, 30));
    assertEquals("repeated", repeated.result());
    assertEquals(List.of("acme " + DAY + " 30"), totals(repeated));
    assertEquals("applied", save(writer, 4, use("acme", DAY, 100, 1)).result());
    assertEquals(4, save(writer, 3, use("acme", DAY, 100, 99)).throughSeq());
    assertEquals(List.of(DAY + "|acme|100|31"), postgres.query(COUNTS));
  }

  @Test
  void save_changedBudgetInOneBatch_countsBoth() {
    save(writer, 1, use("acme", DAY, 100, 30), use("acme", DAY, 200, 5));
    assertEquals(List.of(DAY + "|acme|200|35"), postgres.query(COUNTS));
  }

  @Test
  void save_question_readsOnly() {
    save(writer, 1, use("acme", DAY, 100, 30));
    List<TokenBudgetRow> asked = List.of(use("acme", DAY, 1, 0), use("none", DAY, 1, 0));
    TokenBudgetResultRow answer =
        new TokenBudgetRepository(database)
            .save(new TokenBudgetBatchRow(UUID.randomUUID(), "lab/extproc", 0, List.of(), asked));
    assertEquals(List.of("acme " + DAY + " 30", "none " + DAY + " 0"), totals(answer));
    assertEquals(List.of("1"), postgres.query("select count(*) from token_budget_cursors"));
  }

  @Test
  void purge_keepsThisMonthAndTheLast() {
    save(writer, 1, use("a", "2025-11-30", 9, 1), use("a", "2025-12-01", 9, 1));
    new TokenBudgetRepository(database).purge(LocalDate.parse(DAY));
    assertEquals(List.of("2025-12-01|a|9|1"), postgres.query(COUNTS));
  }

  @Test
  void save_totalsReach80And100_raisesEachOnce() {
    String events = "select tenant, percent, budget, used from token_budget_events order by id";
    assertEquals(
        0, save(writer, 1, use("acme", DAY, 100, 79), use("shop", DAY, 0xFFFF, 1)).raised());
    assertEquals(1, save(UUID.randomUUID(), 1, use("acme", DAY, 100, 1)).raised());
    assertEquals(0, save(writer, 2, use("acme", DAY, 100, 19)).raised());
    assertEquals(1, save(writer, 3, use("acme", DAY, 100, 5)).raised());
    assertEquals(0, save(writer, 3, use("acme", DAY, 100, 5)).raised());
    assertEquals(0, save(writer, 4, use("acme", DAY, 100, -90)).raised());
    assertEquals(0, save(writer, 5, use("acme", DAY, 100, 90)).raised());
    assertEquals(List.of("acme|80|100|80", "acme|100|100|104"), postgres.query(events));
    assertEquals(2, save(writer, 6, use("acme", "2026-02-01", 10, 10)).raised());
  }

  @Test
  void purge_keepsEventsOf13Months() {
    save(writer, 1, use("a", "2024-11-30", 9, 9), use("b", "2024-12-01", 9, 9));
    new TokenBudgetRepository(database).purge(LocalDate.parse(DAY));
    assertEquals(
        List.of("b 80", "b 100"),
        postgres.query("select tenant || ' ' || percent from token_budget_events order by id"));
  }

  @Test
  void tables_areHiddenFromTheApi() {
    for (String table :
        List.of("token_budget_usage", "token_budget_cursors", "token_budget_events")) {
      AssertionError denied =
          assertThrows(
              AssertionError.class,
              () -> postgres.execute("set local role sluice_management; select * from " + table));
      assertTrue(String.valueOf(denied.getMessage()).contains("permission denied"), table);
    }
  }

  private static String script(String name) throws IOException {
    return Files.readString(Path.of("src/main/resources/db").resolve(name));
  }

  @Test
  void down_thenUp_hasEmptyTables() throws IOException {
    save(writer, 1, use("acme", DAY, 100, 30));
    postgres.execute(script("down/V42__token_budget_events.sql"));
    postgres.execute(script("down/V38__token_budgets.sql"));
    assertEquals(
        List.of("0"),
        postgres.query("select count(*) from pg_class where relname like '%token_budget%'"));
    postgres.execute(script("migration/V38__token_budgets.sql"));
    postgres.execute(script("migration/V42__token_budget_events.sql"));
    assertEquals("applied", save(writer, 1, use("acme", DAY, 100, 30)).result());
    assertEquals(List.of(DAY + "|acme|100|30"), postgres.query(COUNTS));
  }
}
