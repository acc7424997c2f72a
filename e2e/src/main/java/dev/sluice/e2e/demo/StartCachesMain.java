package dev.sluice.e2e.demo;

import dev.sluice.e2e.process.AbsentException;
import dev.sluice.e2e.process.ProcessFailure;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.process.StartCache;
import dev.sluice.e2e.stack.Ports;
import dev.sluice.e2e.stack.Progress;
import dev.sluice.e2e.stack.Stack;
import dev.sluice.e2e.stack.StackSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the demo's tour once so that servers can start with what they had loaded for it. Without,
 * they only start more slowly, so that it never fails.
 */
public final class StartCachesMain {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private StartCachesMain() {}

  /** The argument is a folder for the run. */
  public static void main(String[] arguments) {
    Path home = Path.of(arguments[0]);
    System.setProperty("logback.configurationFile", "logback-file.xml");
    System.setProperty("sluice.log.file", home.resolve("logs/tour.log").toString());
    Map<ServerKind, StartCache> caches = new EnumMap<>(ServerKind.class);
    for (ServerKind kind : ServerKind.values()) {
      caches.put(kind, StartCache.of(RepositoryRoot.find(), kind));
    }
    if (caches.values().stream().allMatch(StartCache::fresh)) {
      return;
    }
    caches.values().forEach(StartCache::clear);
    try {
      make(home, caches);
    } catch (AbsentException | ProcessFailure e) {
      System.err.println("sluice: servers will start more slowly: " + e.getMessage());
    }
    System.exit(0);
  }

  private static void make(Path home, Map<ServerKind, StartCache> caches) {
    Map<ServerKind, List<String>> options = new EnumMap<>(ServerKind.class);
    caches.forEach((kind, cache) -> options.put(kind, cache.make()));
    StackSettings settings =
        StackSettings.of(home, home.resolve("logs"), Ports.free()).withJavaOptions(options);
    try (Stack stack = new Stack(settings)) {
      stack.start(Progress.SILENT);
      new Tour(new TourGuide(stack, home, "rehearsal")).run(_ -> {});
      for (ServerKind kind : ServerKind.values()) {
        stack.process(kind).signal("TERM");
      }
      for (ServerKind kind : ServerKind.values()) {
        stack.process(kind).awaitExit(LIMIT);
      }
    }
  }
}
