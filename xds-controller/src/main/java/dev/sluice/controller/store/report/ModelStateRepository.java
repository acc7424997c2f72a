package dev.sluice.controller.store.report;

import dev.sluice.controller.store.Database;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A repository of the states of models that processes have seen. */
public final class ModelStateRepository {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Database database;

  public ModelStateRepository(Database database) {
    this.database = database;
  }

  /**
   * A model that is not active.
   *
   * @param reason what led to its state
   * @param lasting the time in this state, in milliseconds
   */
  public record ModelStateRow(UUID model, String state, String reason, long lasting) {}

  /** Replaces the states that a process has reported. */
  public void save(UUID writer, List<ModelStateRow> states) {
    database.write(
        "writing states of models",
        db ->
            db.fetch(
                "select apply_llm_model_states(?, ?::jsonb)",
                writer,
                JSON.writeValueAsString(states)));
  }
}
