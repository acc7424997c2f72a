package dev.sluice.e2e;

import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stack.StackSettings;
import dev.sluice.e2e.stack.StartProgressListener;
import dev.sluice.e2e.support.TestFolders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Settings of an environment whose servers start often and live briefly. */
public final class TestStack {
  private static final List<String> JAVA_OPTIONS = List.of("-XX:TieredStopAtLevel=1");

  /** Enough to load the classes of the first calls. */
  private static final Duration RUN_IN = Duration.ofMillis(200);

  private TestStack() {}

  public static StackSettings settings(Path home, Path logs) {
    Map<ServerKind, List<String>> options = new EnumMap<>(ServerKind.class);
    for (ServerKind kind : ServerKind.values()) {
      options.put(kind, JAVA_OPTIONS);
    }
    return StackSettings.of(home, logs, StackPorts.findFree())
        .withJavaOptions(options)
        .withRunIn(RUN_IN);
  }

  /** Starts it in an empty folder, after ending what an earlier run left there. */
  public static void start(SluiceStack stack) {
    stack.stopLeftovers();
    stack.database().stopLeftover();
    TestFolders.delete(stack.settings().home());
    stack.start(StartProgressListener.SILENT);
  }
}
