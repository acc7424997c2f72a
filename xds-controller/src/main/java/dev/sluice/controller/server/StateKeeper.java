package dev.sluice.controller.server;

import dev.sluice.controller.resources.ResourceStore;
import dev.sluice.controller.resources.UpdateLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Has the state written some time after it changed, however often it does, and at the end. All but
 * the close is confined to the update loop.
 */
final class StateKeeper implements AutoCloseable {
  private static final Duration DELAY = Duration.ofSeconds(2);

  /** A large state is written less often, so that it takes a twentieth of one core at most. */
  private static final int PAUSE_FOR_EFFORT = 20;

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
  private final UpdateLoop loop;
  private final ResourceStore store;
  private final Agents agents;
  private final StateFile file;
  private boolean due;

  StateKeeper(UpdateLoop loop, ResourceStore store, Agents agents, StateFile file) {
    this.loop = loop;
    this.store = store;
    this.agents = agents;
    this.file = file;
  }

  void changed() {
    if (!due) {
      due = true;
      Duration pause = file.lastEffort().multipliedBy(PAUSE_FOR_EFFORT);
      loop.schedule(pause.compareTo(DELAY) > 0 ? pause : DELAY, this::save);
    }
  }

  private void save() {
    if (due) {
      due = false;
      file.save(new StateFile.State(Instant.now(), store.saved(), agents.all()));
    }
  }

  @Override
  public void close() {
    try {
      loop.ask(
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
