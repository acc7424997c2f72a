package dev.sluice.controller.server.state;

import dev.sluice.controller.resources.ResourceStore;
import dev.sluice.controller.resources.push.UpdateLoop;
import dev.sluice.controller.server.grpc.AgentRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A saver that writes the state some time after a change, however many changes follow, and once
 * more at shutdown. All methods except close are confined to the update loop.
 */
public final class StateSaver implements AutoCloseable {
  private static final Duration DELAY = Duration.ofSeconds(2);

  /**
   * The pause after a write, as a multiple of its duration, so that writing uses at most a
   * twentieth of one core.
   */
  private static final int PAUSE_FOR_EFFORT = 20;

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
  private final UpdateLoop loop;
  private final ResourceStore store;
  private final AgentRegistry agents;
  private final StateFile file;
  private boolean due;

  public StateSaver(UpdateLoop loop, ResourceStore store, AgentRegistry agents, StateFile file) {
    this.loop = loop;
    this.store = store;
    this.agents = agents;
    this.file = file;
  }

  public void scheduleSave() {
    if (!due) {
      due = true;
      Duration pause = file.lastWriteDuration().multipliedBy(PAUSE_FOR_EFFORT);
      loop.schedule(pause.compareTo(DELAY) > 0 ? pause : DELAY, this::save);
    }
  }

  private void save() {
    if (due) {
      due = false;
      file.save(new StateFile.PersistedState(Instant.now(), store.savedObjects(), agents.all()));
    }
  }

  @Override
  public void close() {
    try {
      loop.submit(
              () -> {
                save();
                return true;
              })
          .get(LONGEST_CLOSE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the state was not saved", e);
    }
  }
}
