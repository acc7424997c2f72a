package dev.sluice.e2e;

import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.Ports;
import dev.sluice.e2e.stack.Progress;
import dev.sluice.e2e.stack.Stack;
import dev.sluice.e2e.stack.StackSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Settings of an environment whose servers start often and live briefly. */
final class TestStack {
  private static final List<String> JAVA_OPTIONS = List.of("-XX:TieredStopAtLevel=1");

  /** Enough to load the classes of the first calls. */
  private static final Duration RUN_IN = Duration.ofMillis(200);

  private TestStack() {}

  static StackSettings settings(Path home, Path logs) {
    Map<ServerKind, List<String>> options = new EnumMap<>(ServerKind.class);
    for (ServerKind kind : ServerKind.values()) {
      options.put(kind, JAVA_OPTIONS);
    }
    return StackSettings.of(home, logs, Ports.free()).withJavaOptions(options).withRunIn(RUN_IN);
  }

  /** Starts it in an empty folder, after ending what an earlier run left there. */
  static void start(Stack stack) {
    stack.endLeftovers();
    stack.database().endLeftover();
    Folders.delete(stack.settings().home());
    stack.start(Progress.SILENT);
  }
}
