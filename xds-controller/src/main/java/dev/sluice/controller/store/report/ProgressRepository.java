package dev.sluice.controller.store.report;

import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.DatabaseException;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A repository of how far this controller has read the change log: up to that snapshot, the states
 * of its nodes and the revisions are written.
 */
public final class ProgressRepository {
  private static final Logger log = LoggerFactory.getLogger(ProgressRepository.class);

  /** The interval at which an unchanged snapshot is written, so that the controller counts. */
  private static final Duration REPEAT = Duration.ofSeconds(15);

  private final UUID controller = UUID.randomUUID();
  private final Database database;
  private String written = "";
  private boolean ledThen;
  private long due = System.nanoTime();

  public ProgressRepository(Database database) {
    this.database = database;
  }

  /** Writes a snapshot, unless it was written a moment ago. */
  public void write(String snapshot, boolean leads) {
    long now = System.nanoTime();
    if (snapshot.equals(written) && leads == ledThen && now - due < 0) {
      return;
    }
    database.write(
        "writing the progress of the controller",
        db -> {
          db.execute(
              """
              insert into controller_progress (controller, seen, leads) values (?, ?, ?)
              on conflict (controller) do update
                set seen = excluded.seen, leads = excluded.leads, written_at = now()
              """,
              controller,
              snapshot,
              leads);
          if (leads) {
            db.execute(
                "delete from controller_progress where written_at < now() - interval '1 hour'");
          }
        });
    written = snapshot;
    ledThen = leads;
    due = now + REPEAT.toNanos();
  }

  /** Removes the row of this controller, whose nodes go to others. */
  public void remove() {
    try {
      database.write(
          "removing the progress of the controller",
          db -> db.execute("delete from controller_progress where controller = ?", controller));
    } catch (DatabaseException e) {
      log.debug("the progress of the controller could not be removed", e);
    }
  }
}
