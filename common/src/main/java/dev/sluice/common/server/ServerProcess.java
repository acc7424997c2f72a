package dev.sluice.common.server;

import dev.sluice.common.BuildVersion;
import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigProblem;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.EffectiveYaml;
import dev.sluice.common.dependency.DependencyReport;
import dev.sluice.common.lifecycle.MissingDependencyException;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.telemetry.JavaLoggingBridge;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run of a server process: read the configuration, start, wait for a signal, close. The same
 * steps serve the commands that only report.
 */
public final class ServerProcess {
  static final int STOPPED = 0;
  static final int FAILED = 1;
  static final int MISUSED = 2;
  static final int ABSENT = 3;

  private final String name;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  ServerProcess(String name, Map<String, String> environment, PrintStream out, PrintStream err) {
    this.name = name;
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /** Runs the server {@code name} until it is stopped, then exits. */
  public static <C> void main(String name, String[] args, ServerWiring<C> wiring) {
    // The log reads these properties when the first logger is created.
    System.setProperty("sluice.server", name);
    if (ServerArguments.parse(args) instanceof ServerArguments.ReportCommand) {
      // The log would mix with the report on standard output.
      System.setProperty("SLUICE_LOG_LEVEL", "OFF");
    }
    JavaLoggingBridge.install();
    boundHttpServer("sun.net.httpserver.maxReqTime", "30");
    boundHttpServer("jdk.httpserver.maxConnections", "256");
    ServerProcess process = new ServerProcess(name, System.getenv(), System.out, System.err);
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> process.fail(thread, thrown));
    ShutdownHook hook = ShutdownHook.install(process::stop);
    int code = process.run(args, wiring);
    hook.finished(code);
    System.exit(code);
  }

  <C> int run(String[] args, ServerWiring<C> wiring) {
    return switch (ServerArguments.parse(args)) {
      case ServerArguments.Help() -> print(ServerArguments.usage(name).stripTrailing());
      case ServerArguments.Version() -> print(name + " " + BuildVersion.read());
      case ServerArguments.Invalid(String message) -> printError(MISUSED, message + "; see --help");
      case ServerArguments.RunServer(Optional<Path> config) ->
          guarded("start", () -> run(reader(config), wiring));
      case ServerArguments.CheckServer(Optional<Path> config) ->
          guarded("be checked", () -> check(config, wiring));
      case ServerArguments.PrintConfig(Optional<Path> config) ->
          guarded("print its configuration", () -> printConfig(reader(config), wiring));
    };
  }

  /** Stops the run normally. */
  void stop() {
    end.countDown();
  }

  /** Stops the run because {@code thread} failed with an unhandled exception. */
  void fail(Thread thread, Throwable thrown) {
    log().error("uncaught in thread {}", thread.getName(), thrown);
    failure.compareAndSet(null, thrown);
    end.countDown();
  }

  private <C> int run(ConfigReader reader, ServerWiring<C> wiring) throws Exception {
    try (ServerParts parts = new ServerParts()) {
      C config = wiring.read().apply(reader);
      reader.finish();
      wiring.start().start(config, parts);
      log().info("{} {} started with {}", name, BuildVersion.read(), reader.effective());
      if (!reader.unusedVariables().isEmpty()) {
        log().info("no key has the variables {}", reader.unusedVariables());
      }
      end.await();
      log().info("{} stops", name);
    }
    Throwable thrown = failure.get();
    return thrown == null
        ? STOPPED
        : printError(FAILED, "failed: " + thrown.getClass().getName() + "; see the log");
  }

  private <C> int check(Optional<Path> given, ServerWiring<C> wiring) {
    ConfigReader reader = reader(given);
    C config = wiring.read().apply(reader);
    reader.finish();
    DependencyReport report = new DependencyReport(reader);
    wiring.probe().accept(config, report);
    if (!report.problems().isEmpty()) {
      throw new ConfigException(report.problems());
    }
    String source = file(given).map(Path::toString).orElse("without a file");
    return print(
        Stream.concat(Stream.of("ok: configuration " + source), report.found().stream())
            .collect(Collectors.joining("; ")));
  }

  /** Prints the configuration, also if files that it names are missing on this machine. */
  private <C> int printConfig(ConfigReader reader, ServerWiring<C> wiring) {
    try {
      var _ = wiring.read().apply(reader);
      reader.finish();
    } catch (ConfigException e) {
      if (!e.onlyMissingFiles() || e.problems().stream().anyMatch(ConfigProblem::isOfFile)) {
        return printProblems(MISUSED, e);
      }
    }
    String unused =
        reader.unusedVariables().stream()
            .map(variable -> "# no key has the variable " + variable + "\n")
            .collect(Collectors.joining());
    return print((EffectiveYaml.of(reader.effectiveValues()) + unused).stripTrailing());
  }

  /** Runs a command and reports its exceptions. */
  private int guarded(String verb, Callable<Integer> command) {
    try {
      return command.call();
    } catch (ConfigException e) {
      return printProblems(e.onlyMissingFiles() ? ABSENT : MISUSED, e);
    } catch (MissingDependencyException e) {
      return printError(ABSENT, String.valueOf(e.getMessage()));
    } catch (Exception e) {
      log().error("{} could not {}", name, verb, e);
      return printError(FAILED, "could not " + verb + ": " + e);
    }
  }

  private ConfigReader reader(Optional<Path> given) {
    return file(given)
        .map(path -> ConfigReader.load(path, environment))
        .orElseGet(() -> ConfigReader.of("", environment));
  }

  /** Returns the configuration file; empty if none is given and the default does not exist. */
  private Optional<Path> file(Optional<Path> given) {
    Path dflt = Path.of("config", name + ".yaml");
    return given.or(() -> Optional.of(dflt).filter(Files::exists));
  }

  /** Sets a bound of the JDK's HTTP server, which it reads once from a system property. */
  private static void boundHttpServer(String property, String bound) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, bound);
    }
  }

  private int print(String text) {
    out.println(text);
    return STOPPED;
  }

  private int printProblems(int code, ConfigException e) {
    e.problems().forEach(problem -> err.println(name + ": " + problem));
    return code;
  }

  private int printError(int code, String message) {
    err.println(name + ": " + message);
    return code;
  }

  private static Logger log() {
    return LoggerFactory.getLogger(ServerProcess.class);
  }
}
