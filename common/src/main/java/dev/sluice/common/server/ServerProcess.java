package dev.sluice.common.server;

import dev.sluice.common.BuildVersion;
import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.lifecycle.MissingDependencyException;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.telemetry.JavaLoggingBridge;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run of a server process: read the configuration, start, wait for a signal, close. */
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

  /** The wiring of a server from its configuration. */
  public interface Wiring {
    /** Reads {@code config} up to its {@code finish()}, then starts all parts. */
    void start(ConfigReader config, ServerParts parts) throws Exception;
  }

  /** Runs the server {@code name} until it is stopped, then exits. */
  public static void main(String name, String[] args, Wiring wiring) {
    // The log's service name must be set before the first logger is created.
    System.setProperty("sluice.server", name);
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

  int run(String[] args, Wiring wiring) {
    return switch (ServerArguments.parse(args)) {
      case ServerArguments.Help() -> print(ServerArguments.usage(name).stripTrailing());
      case ServerArguments.Version() -> print(name + " " + BuildVersion.read());
      case ServerArguments.Invalid(String message) -> printError(MISUSED, message + "; see --help");
      case ServerArguments.RunServer(Optional<Path> config) -> run(reader(config), wiring);
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

  private int run(ConfigReader config, Wiring wiring) {
    try (ServerParts parts = new ServerParts()) {
      wiring.start(config, parts);
      // Repeated, because a key may be read after the wiring's own finish().
      config.finish();
      log().info("{} {} started with {}", name, BuildVersion.read(), config.effective());
      if (!config.unusedVariables().isEmpty()) {
        log().info("no key has the variables {}", config.unusedVariables());
      }
      end.await();
      log().info("{} stops", name);
    } catch (ConfigException e) {
      e.problems().forEach(problem -> err.println(name + ": " + problem));
      return e.onlyMissingFiles() ? ABSENT : MISUSED;
    } catch (MissingDependencyException e) {
      return printError(ABSENT, String.valueOf(e.getMessage()));
    } catch (Exception e) {
      log().error("{} could not start", name, e);
      return printError(FAILED, "could not start: " + e);
    }
    Throwable thrown = failure.get();
    return thrown == null
        ? STOPPED
        : printError(FAILED, "failed: " + thrown.getClass().getName() + "; see the log");
  }

  private ConfigReader reader(Optional<Path> given) {
    Path dflt = Path.of("config", name + ".yaml");
    Optional<Path> file = given.or(() -> Optional.of(dflt).filter(Files::exists));
    return file.map(path -> ConfigReader.load(path, environment))
        .orElseGet(() -> ConfigReader.of("", environment));
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

  private int printError(int code, String message) {
    err.println(name + ": " + message);
    return code;
  }

  private static Logger log() {
    return LoggerFactory.getLogger(ServerProcess.class);
  }
}
