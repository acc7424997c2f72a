package dev.sluice.common.policyfile;

import dev.sluice.common.config.ConfigException;
import dev.sluice.common.ops.Readiness;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watcher of a policy file that may be absent. While it is absent, or was never valid, there is
 * no policy.
 */
public final class OptionalPolicyWatcher<T> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OptionalPolicyWatcher.class);

  private final String name;
  private final Path file;
  private final PolicyFile<T> loader;
  private final Duration every;
  private final MeterRegistry registry;
  private final Readiness.Component part;
  private final Consumer<Optional<T>> changed;
  private final ScheduledExecutorService timer;
  private volatile @Nullable PolicyWatcher<T> watcher;
  private String fault = "";

  /**
   * Starts to watch a file.
   *
   * @param name the name of the policy in logs and metrics
   * @param changed receives the policy in force whenever it changes, on the thread that watches
   */
  // The loop only calls methods of this object once the constructor has set every field.
  @SuppressWarnings("FutureReturnValueIgnored")
  public OptionalPolicyWatcher(
      String name,
      Path file,
      PolicyFile<T> loader,
      Duration every,
      MeterRegistry registry,
      Readiness.Component part,
      Consumer<Optional<T>> changed) {
    this.name = name;
    this.file = file;
    this.loader = loader;
    this.every = every;
    this.registry = registry;
    this.part = part;
    this.changed = changed;
    part.ready("no file");
    look();
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("policy-" + name).factory());
    timer.scheduleWithFixedDelay(
        this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns the policy in force, if there is one. */
  public Optional<T> current() {
    PolicyWatcher<T> watched = watcher;
    return watched == null ? Optional.empty() : Optional.of(watched.current());
  }

  private synchronized void look() {
    boolean exists = Files.exists(file);
    PolicyWatcher<T> watched = watcher;
    if (exists && watched == null) {
      begin();
    } else if (!exists) {
      fault = "";
      if (watched != null) {
        watcher = null;
        watched.close();
        changed.accept(Optional.empty());
        part.ready("no file");
        log.info("{} ends: {} is not there any more", name, file);
      }
    }
  }

  private void begin() {
    try {
      watcher =
          new PolicyWatcher<>(
              name,
              file,
              loader,
              every,
              registry,
              part,
              policy -> changed.accept(Optional.of(policy)));
      fault = "";
    } catch (ConfigException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.equals(fault)) {
        fault = message;
        log.warn("{} is not in force: {}", name, message);
      }
      part.ready("no file; the one on disk is refused");
    }
  }

  @Override
  public void close() {
    timer.close();
    synchronized (this) {
      PolicyWatcher<T> watched = watcher;
      if (watched != null) {
        watched.close();
      }
    }
  }
}
