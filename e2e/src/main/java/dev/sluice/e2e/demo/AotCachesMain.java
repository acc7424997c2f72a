package dev.sluice.e2e.demo;

import dev.sluice.e2e.process.AotCache;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stack.StackSettings;
import dev.sluice.e2e.stack.StartProgressListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A main class that runs the demo's tour once to create the AOT caches of the servers. It never
 * fails, because servers also start without a cache, only more slowly.
 */
public final class AotCachesMain {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private AotCachesMain() {}

  /**
   * Creates the caches. The first argument is a folder for the run. With a second one, the names of
   * the loaded classes go to files in that folder instead (packaging/start-classes.sh).
   */
  public static void main(String[] arguments) {
    Path home = Path.of(arguments[0]);
    System.setProperty("logback.configurationFile", "logback-file.xml");
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    System.setProperty("sluice.log.file", home.resolve("logs/tour.log").toString());
    if (arguments.length > 1) {
      Map<ServerKind, List<String>> options = new EnumMap<>(ServerKind.class);
      for (ServerKind kind : ServerKind.values()) {
        Path file = Path.of(arguments[1]).resolve(kind.module());
        // A server that starts from a cache cannot list its classes.
        AotCache.of(RepositoryRoot.find(), kind).delete();
        options.put(kind, List.of("-XX:DumpLoadedClassList=" + file));
      }
      run(home, options);
      System.exit(0);
    }
    Map<ServerKind, AotCache> caches = new EnumMap<>(ServerKind.class);
    for (ServerKind kind : ServerKind.values()) {
      caches.put(kind, AotCache.of(RepositoryRoot.find(), kind));
    }
    if (caches.values().stream().allMatch(AotCache::isFresh)) {
      return;
    }
    caches.values().forEach(AotCache::delete);
    try {
      make(home, caches);
    } catch (MissingPrerequisiteException | ProcessFailedException e) {
      System.err.println("sluice: servers will start more slowly: " + e.getMessage());
    }
    System.exit(0);
  }

  private static void make(Path home, Map<ServerKind, AotCache> caches) {
    Map<ServerKind, List<String>> options = new EnumMap<>(ServerKind.class);
    caches.forEach((kind, cache) -> options.put(kind, cache.createOptions()));
    run(home, options);
  }

  private static void run(Path home, Map<ServerKind, List<String>> options) {
    StackSettings settings =
        StackSettings.of(home, home.resolve("logs"), StackPorts.findFree())
            .withJavaOptions(options);
    try (SluiceStack stack = new SluiceStack(settings)) {
      stack.start(StartProgressListener.SILENT);
      new DemoTour(new TourContext(stack, home, "rehearsal")).run(_ -> {});
      for (ServerKind kind : ServerKind.values()) {
        stack.process(kind).signal("TERM");
      }
      for (ServerKind kind : ServerKind.values()) {
        stack.process(kind).awaitExit(LIMIT);
      }
    }
  }
}
