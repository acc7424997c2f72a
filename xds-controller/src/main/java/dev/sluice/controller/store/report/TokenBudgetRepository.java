package dev.sluice.controller.store.report;

import dev.sluice.controller.store.Database;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import tools.jackson.databind.json.JsonMapper;

/** A repository of what is used of token budgets; a repeated batch changes nothing. */
public final class TokenBudgetRepository {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Database database;

  public TokenBudgetRepository(Database database) {
    this.database = database;
  }

  /**
   * A batch of amounts of one writer.
   *
   * @param seq the number of the batch; 0 for a report without amounts
   * @param asked keys whose totals are read besides those of the amounts
   */
  public record TokenBudgetBatchRow(
      UUID writer, String node, long seq, List<TokenBudgetRow> uses, List<TokenBudgetRow> asked) {
    public TokenBudgetBatchRow {
      uses = List.copyOf(uses);
      asked = List.copyOf(asked);
    }
  }

  /**
   * A result of a batch.
   *
   * @param raised the events that were added
   */
  public record TokenBudgetResultRow(
      String result, long throughSeq, int raised, List<TokenBudgetTotalRow> totals) {
    public TokenBudgetResultRow {
      totals = List.copyOf(totals);
    }
  }

  /** Counts a batch, unless it is counted already, and returns the totals after it. */
  public TokenBudgetResultRow save(TokenBudgetBatchRow batch) {
    return database.writeReturning(
        "counting for token budgets",
        db -> {
          if (batch.seq() == 0) {
            return new TokenBudgetResultRow("asked", 0, 0, totals(db, batch.asked()));
          }
          String uses = JSON.writeValueAsString(batch.uses());
          Record row =
              db.fetchSingle(
                  "select result, through_seq from apply_token_budgets(?, ?, ?, ?::jsonb)",
                  batch.writer(),
                  batch.node(),
                  batch.seq(),
                  uses);
          String result = row.get(0, String.class);
          List<TokenBudgetRow> keys = new ArrayList<>(batch.uses());
          keys.addAll(batch.asked());
          return new TokenBudgetResultRow(
              result,
              row.get(1, Long.class),
              result.equals("applied") ? raise(db, uses) : 0,
              totals(db, keys));
        });
  }

  private static int raise(DSLContext db, String uses) {
    return db.fetchSingle("select raised from raise_token_budget_events(?::jsonb)", uses)
        .get(0, Integer.class);
  }

  /** Deletes the periods before the last month, and old events. */
  public void purge(LocalDate today) {
    database.write(
        "deleting old token budgets",
        db -> db.execute("select purge_token_budgets(?::date)", today.toString()));
  }

  private static List<TokenBudgetTotalRow> totals(DSLContext db, List<TokenBudgetRow> keys) {
    return db.fetch(
            "select owner_id::text, name, period, period_start, tenant, user_name, credential,"
                + " model, route, used from token_budget_totals(?::jsonb)",
            JSON.writeValueAsString(keys))
        .map(row ->
            new TokenBudgetTotalRow(
                row.get(0, String.class),
                row.get(1, String.class),
                row.get(2, String.class),
                row.get(3, LocalDate.class),
                row.get(4, String.class),
                row.get(5, String.class),
                row.get(6, String.class),
                row.get(7, String.class),
                row.get(8, String.class),
                row.get(9, Long.class)));
  }
}
