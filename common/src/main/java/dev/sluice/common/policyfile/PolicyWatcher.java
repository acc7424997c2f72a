package dev.sluice.common.policyfile;

import dev.sluice.common.config.ConfigException;
import dev.sluice.common.ops.Readiness;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watcher that keeps the last valid version of a policy and checks for a new one at intervals. An
 * invalid file is reported once and changes nothing, also if other files of the policy are valid.
 */
public final class PolicyWatcher<T> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PolicyWatcher.class);
  // A file that differs between two reads is still being written, so it waits for the next check.
  private static final Duration SETTLE_TIME = Duration.ofMillis(50);
  private static final int MOST_PROBLEMS_TOLD = 20;
  private static final String UNREADABLE = "unreadable";

  private final String name;
  private final Path place;
  private final PolicyFile<T> loader;
  private final PolicyMetrics metrics;
  private final Readiness.Component part;
  private final Consumer<? super T> beforeActivation;
  private final ScheduledExecutorService timer;
  private final PolicyVersionHash version;
  private volatile PolicyResult.Loaded<T> current;
  private Map<Path, FileEnd> ends = Map.of();
  private String lastSeen;
  private String tried = "";
  private boolean refused;
  private PolicyListener changeListener = PolicyListener.NONE;

  /** Loads a policy, which must be valid, and starts to watch it. */
  public PolicyWatcher(
      Path place,
      PolicyFile<T> loader,
      Duration every,
      MeterRegistry registry,
      Readiness.Component part) {
    this(loader.kind(), place, loader, every, registry, part, policy -> {});
  }

  /**
   * Loads a policy and starts to watch it. {@code beforeActivation} receives each version before it
   * is active.
   */
  public PolicyWatcher(
      Path place,
      PolicyFile<T> loader,
      Duration every,
      MeterRegistry registry,
      Readiness.Component part,
      Consumer<? super T> beforeActivation) {
    this(loader.kind(), place, loader, every, registry, part, beforeActivation);
  }

  /**
   * Loads a policy and starts to watch it.
   *
   * @param name the name of the policy in logs and metrics
   */
  // The loop only calls methods of this object once the constructor has set every field.
  @SuppressWarnings("FutureReturnValueIgnored")
  PolicyWatcher(
      String name,
      Path place,
      PolicyFile<T> loader,
      Duration every,
      MeterRegistry registry,
      Readiness.Component part,
      Consumer<? super T> beforeActivation) {
    this.beforeActivation = beforeActivation;
    this.name = name;
    this.place = place;
    this.loader = loader;
    this.part = part;
    version = new PolicyVersionHash(loader);
    lastSeen = initialHash();
    current = first();
    metrics = new PolicyMetrics(name, registry);
    adopt(current);
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("policy-" + name).factory());
    timer.scheduleWithFixedDelay(
        this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns the active policy. */
  public T current() {
    return current.value();
  }

  /** Returns the document of the active policy. */
  public PolicyDocument document() {
    return current.document();
  }

  /** Reports the active version to the listener, and from now on each activated or rejected one. */
  public synchronized void setListener(PolicyListener listener) {
    changeListener = listener;
    changeListener.onActivated(current.document());
  }

  /**
   * Checks soon, also a version that was rejected, because another policy on which it depends is
   * active now.
   */
  public void checkAgain() {
    try {
      timer.execute(() -> {
        if (refused && !lastSeen.equals(UNREADABLE)) {
          lastSeen = "";
        }
        look();
      });
    } catch (RejectedExecutionException e) {
      // The watcher is closed.
    }
  }

  /** Stops the watching after a check in progress. */
  @Override
  public void close() {
    timer.close();
  }

  private PolicyResult.Loaded<T> first() {
    return switch (loader.load(place)) {
      case PolicyResult.Loaded<T> loaded -> loaded;
      case PolicyResult.Rejected<T>(List<PolicyProblem> problems) ->
          throw new ConfigException(PolicyFileProbe.problemsOf(place, problems));
    };
  }

  /**
   * Returns the hash of the content before it is loaded, so that a change in between is detected.
   */
  private String initialHash() {
    try {
      PolicyContent content = PolicyContent.read(place);
      ends = content.ends();
      return version.of(content);
    } catch (IOException e) {
      return UNREADABLE;
    }
  }

  private void look() {
    try {
      PolicyContent content = PolicyContent.read(place);
      String seen = version.of(content);
      if (seen.equals(lastSeen)) {
        return;
      }
      Thread.sleep(SETTLE_TIME);
      if (seen.equals(version.of(PolicyContent.read(place)))) {
        lastSeen = seen;
        tried = content.sha256();
        take(content);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      if (!lastSeen.equals(UNREADABLE)) {
        lastSeen = UNREADABLE;
        tried = "";
        keep("the " + (Files.isDirectory(place) ? "folder" : "file") + " cannot be read");
      }
    } catch (RuntimeException | Error e) {
      // An exception would end the watcher without a report.
      log.error("{} {} could not be compiled", name, place, e);
      keep("the compiler failed");
    }
  }

  private void take(PolicyContent content) {
    Optional<Path> cut = content.firstCut(ends);
    if (cut.isPresent()) {
      keep(
          cut.get()
              + ": ends in the middle of a line, or without the line \"...\" of the version in"
              + " force; write the whole file");
      return;
    }
    switch (loader.load(content)) {
      case PolicyResult.Loaded<T> loaded -> {
        ends = content.ends();
        adopt(loaded);
      }
      case PolicyResult.Rejected<T>(List<PolicyProblem> problems) -> {
        String message =
            problems.stream()
                .limit(MOST_PROBLEMS_TOLD)
                .map(PolicyProblem::toString)
                .collect(Collectors.joining("; "));
        int more = problems.size() - MOST_PROBLEMS_TOLD;
        keep(more > 0 ? message + "; and " + more + " more" : message);
      }
    }
  }

  private synchronized void adopt(PolicyResult.Loaded<T> loaded) {
    beforeActivation.accept(loaded.value());
    current = loaded;
    refused = false;
    changeListener.onActivated(loaded.document());
    metrics.loaded(loaded.document().version());
    part.ready("version " + loaded.document().version());
    log.info("{} {} in force from {}", name, loaded.document().id(), loaded.document().file());
  }

  private synchronized void keep(String why) {
    metrics.rejected();
    refused = true;
    if (!tried.isEmpty()) {
      changeListener.onRejected(loader.kind(), tried, why);
    }
    String version = current.document().version();
    part.ready("version " + version + "; the file on disk is refused");
    log.warn("{} {} stays active: {}", name, version, why);
  }
}
