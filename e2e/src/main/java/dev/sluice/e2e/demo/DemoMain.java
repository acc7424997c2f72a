package dev.sluice.e2e.demo;

import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.ProcessFailedException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code ./sluice demo}. Exit codes: 0 success, 1 a step or a part failed, 2 wrong
 * usage, 3 a prerequisite is missing.
 */
public final class DemoMain {

  private DemoMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    long started = System.nanoTime();
    try {
      DemoOptions options = DemoOptions.parse(arguments);
      if (options.help()) {
        System.out.print(DemoOptions.USAGE);
        return;
      }
      System.exit(run(options, started));
    } catch (IllegalArgumentException e) {
      exit(2, e.getMessage() + "\n" + DemoOptions.USAGE);
    } catch (MissingPrerequisiteException e) {
      exit(3, e.getMessage());
    } catch (ProcessFailedException e) {
      exit(1, e.getMessage());
    }
  }

  private static int run(DemoOptions options, long started) throws InterruptedException {
    Path folder = DemoFolder.locate(System.getenv());
    System.setProperty("logback.configurationFile", "logback-file.xml");
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    System.setProperty("sluice.log.file", folder.resolve("logs/demo.log").toString());
    DemoConsole console = new DemoConsole(options.json(), System.out, System.err);
    DemoRun demo = new DemoRun(console, DemoFolder.lock(folder));
    // Also closes the demo after Ctrl-C, and after a part that did not start.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(demo::close));
    demo.start();
    Optional<TourStepResult> failed = demo.tour(options.json(), started);
    if (!options.tour()) {
      demo.awaitShutdown();
    }
    failed.ifPresent(f ->
        console.printLine("sluice: step %d failed: %s".formatted(f.number(), f.step().title())));
    return failed.isPresent() ? 1 : 0;
  }

  private static void exit(int code, @Nullable String message) {
    System.err.println("sluice: " + message);
    System.exit(code);
  }
}
