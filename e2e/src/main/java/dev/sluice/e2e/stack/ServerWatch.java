package dev.sluice.e2e.stack;

import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ProcessFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** A watch over started processes: it reports one that ends, restarts it and reports its return. */
public final class ServerWatch implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final StartProgressListener progress;
  private final List<Thread> watchers = new ArrayList<>();
  private volatile boolean closed;

  /** A watched process. */
  private record Server(
      String name,
      String where,
      Path log,
      Supplier<CompletableFuture<String>> end,
      Runnable restart) {}

  public ServerWatch(StartProgressListener progress) {
    this.progress = progress;
  }

  /** Starts to watch the running PostgreSQL, servers and Envoy. */
  static ServerWatch of(SluiceStack stack, StartProgressListener progress) {
    ServerWatch watch = new ServerWatch(progress);
    watch.watch(
        new Server(
            "PostgreSQL",
            stack.ports().address(StackPort.DATABASE),
            stack.settings().log("postgres"),
            () -> stack.database().ended().thenApply(_ -> "ended"),
            stack.database()::restart));
    stack.processes().forEach((port, process) -> watch.watch(process, stack.ports().address(port)));
    return watch;
  }

  /** Watches one more running process. */
  public void watch(ManagedProcess process, String where) {
    watch(
        new Server(
            process.name(),
            where,
            process.log(),
            () -> process.ended().thenApply(code -> "ended with exit code " + code),
            () -> {
              if (!process.isAlive()) {
                process.start();
              }
              process.awaitReady();
            }));
  }

  /** Ends the watch. Processes that stop later are not restarted. */
  @Override
  public void close() {
    closed = true;
    watchers.forEach(Thread::interrupt);
  }

  private void watch(Server server) {
    CompletableFuture<String> end = server.end().get();
    watchers.add(Thread.ofVirtual().name("watch-" + server.name()).start(() -> run(server, end)));
  }

  private void run(Server server, CompletableFuture<String> first) {
    try {
      for (CompletableFuture<String> end = first; ; end = server.end().get()) {
        String how = end.get();
        if (closed) {
          return;
        }
        progress.ended(server.name(), server.where(), how, server.log());
        long start = System.nanoTime();
        restart(server);
        progress.back(server.name(), server.where(), Duration.ofNanos(System.nanoTime() - start));
      }
    } catch (InterruptedException | ExecutionException | ProcessFailedException e) {
      if (!closed) {
        progress.failed(server.name(), "is not watched any more: " + e.getMessage());
      }
    }
  }

  private void restart(Server server) throws InterruptedException {
    while (true) {
      try {
        server.restart().run();
        return;
      } catch (ProcessFailedException e) {
        if (closed) {
          throw e;
        }
        String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        progress.failed(
            server.name(), "could not be restarted: " + why + " The next try is in 5 s.");
        Thread.sleep(PAUSE);
      }
    }
  }
}
