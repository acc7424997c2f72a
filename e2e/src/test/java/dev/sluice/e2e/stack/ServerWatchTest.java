package dev.sluice.e2e.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ProcessSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerWatchTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  private final Reports reports = new Reports();
  private final HttpServer ready;

  ServerWatchTest() throws IOException {
    ready = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void answerReady() {
    ready.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    ready.start();
  }

  @AfterEach
  void stop() {
    ready.stop(0);
  }

  @Test
  void watch_killedProcess_isRestarted() {
    try (ManagedProcess process = started("exec sleep 3600");
        ServerWatch watch = new ServerWatch(reports)) {
      watch.watch(process, "here");
      for (int i = 1; i <= 2; i++) {
        long killed = process.pid();
        process.signal("KILL");
        int times = 2 * i;
        ConditionWait.awaitTrue("it is back", LIMIT, () -> reports.lines.size() == times);
        assertTrue(process.isAlive() && process.pid() != killed);
      }
      assertEquals(
          List.of("ended with exit code 137", "back", "ended with exit code 137", "back"),
          reports.lines);
    }
  }

  @Test
  void watch_processThatDoesNotStart_isReported() {
    try (ManagedProcess process = started("test ! -e gone || exit 3; touch gone; exec sleep 3600");
        ServerWatch watch = new ServerWatch(reports)) {
      watch.watch(process, "here");
      ConditionWait.awaitTrue("it runs", LIMIT, () -> folder.resolve("gone").toFile().exists());
      process.signal("KILL");
      ready.stop(0);
      ConditionWait.awaitTrue("a report", LIMIT, () -> reports.lines.size() == 2);
      assertEquals("ended with exit code 137", reports.lines.getFirst());
      assertTrue(
          reports.lines.get(1).startsWith("could not be restarted: p ended with exit code 3"),
          reports.lines::toString);
    }
  }

  @Test
  void close_processThatIsStopped_isLeftAlone() {
    ManagedProcess process = started("exec sleep 3600");
    try (ServerWatch watch = new ServerWatch(reports)) {
      watch.watch(process, "here");
    }
    process.close();
    assertEquals(List.of(), reports.lines);
  }

  private ManagedProcess started(String script) {
    ManagedProcess process =
        new ManagedProcess(
            new ProcessSpec(
                "p",
                List.of("sh", "-c", script),
                Map.of(),
                folder,
                folder.resolve("p.log"),
                folder.resolve("run/p.pid"),
                URI.create("http://127.0.0.1:" + ready.getAddress().getPort() + "/"),
                LIMIT));
    process.start();
    return process;
  }

  private static final class Reports implements StartProgressListener {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void onReady(String part, String where, Duration took) {
      lines.add("ready");
    }

    @Override
    public void ended(String part, String where, String how, Path log) {
      lines.add(how);
    }

    @Override
    public void back(String part, String where, Duration took) {
      lines.add("back");
    }

    @Override
    public void failed(String part, String why) {
      lines.add(why);
    }
  }
}
