package dev.sluice.controller.store.report;

import dev.sluice.controller.store.Database;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A repository of the networks that servers have blocked. */
public final class AutoBlockRepository {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Database database;

  public AutoBlockRepository(Database database) {
    this.database = database;
  }

  /**
   * A network that a server has blocked.
   *
   * @param seconds the time from now
   * @param failures the failed credentials that led to it
   */
  public record AutoBlockRow(String cidr, int seconds, int failures) {}

  /** Deletes the blocks that have ended, and returns how many they were. */
  public int end() {
    return database.writeReturning(
        "ending automatic address blocks",
        db -> db.fetchSingle("select end_auto_blocks()").get(0, Integer.class));
  }

  /** Writes blocks, and returns how many were invalid or beyond the limit of rows. */
  public int save(String node, List<AutoBlockRow> blocks) {
    return database.writeReturning(
        "writing automatic address blocks",
        db ->
            db.fetchSingle(
                    "select skipped from write_auto_blocks(?, ?::jsonb)",
                    node,
                    JSON.writeValueAsString(blocks))
                .get(0, Integer.class));
  }
}
