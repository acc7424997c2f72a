package dev.sluice.extauthz.quota;

import static dev.sluice.extauthz.quota.QuotaFixture.credential;
import static dev.sluice.extauthz.quota.QuotaFixture.key;
import static dev.sluice.extauthz.quota.QuotaFixture.passing;
import static dev.sluice.extauthz.quota.QuotaFixture.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.ops.Readiness;
import dev.sluice.common.settle.BatchSettler;
import dev.sluice.common.settle.UnsettledFile;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class QuotaSettlerTest {
  private static final IssuedCredential KEY = credential("s", "c");
  private static final QuotaKey TODAY = key("s", "c", "2026-01-30");

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @TempDir Path folder;
  @TempDir Path elsewhere;

  private final QuotaFixture clock = new QuotaFixture("2026-01-30T12:00:00Z");
  private final FakeQuotaController controller = new FakeQuotaController();
  private final Map<String, Integer> results = new ConcurrentHashMap<>();
  private final Readiness readiness = new Readiness();

  @Test
  void settle_twoServers_shareAQuota() {
    try (Server one = new Server(folder, controller);
        Server other = new Server(elsewhere, controller)) {
      assertEquals(6, passing(one.counters, KEY, plan(10, 0), 6));
      Await.until(() -> controller.requests() == 6);
      // The first request asks for the totals.
      assertEquals(1, passing(other.counters, KEY, plan(10, 0), 1));
      Await.until(() -> controller.requests() == 7 && other.settler.waitingSum() == 0);
      assertEquals(3, passing(other.counters, KEY, plan(10, 0), 20));
    }
    assertEquals(10, controller.requests());
  }

  @Test
  void settle_answersLost_countsOnce() {
    controller.loseAnswers(5);
    try (Server server = new Server(folder, controller)) {
      for (int i = 0; i < 10; i++) {
        passing(server.counters, KEY, plan(1_000, 0), 30);
        int sent = controller.batches().size();
        Await.until(() -> controller.batches().size() > sent);
      }
      Await.until(() -> server.settler.waitingSum() == 0);
    }
    assertEquals(300, controller.requests());
    assertTrue(controller.batches().contains("1 repeated"), controller.batches()::toString);
  }

  @Test
  void settle_controllerAway_keepsCountingAndDeciding() {
    controller.countElsewhere(TODAY, 3);
    try (Server server = new Server(folder, controller)) {
      passing(server.counters, KEY, plan(10, 0), 1);
      Await.until(() -> controller.requests() == 4 && server.settler.waitingSum() == 0);
      controller.away(true);
      assertEquals(6, passing(server.counters, KEY, plan(10, 0), 20));
      Await.until(() -> note().contains("6 requests wait"));
      assertTrue(readiness.ready());
      controller.away(false);
      Await.until(() -> controller.requests() == 10);
      Await.until(() -> note().equals("settled with the controller"));
    }
  }

  @Test
  void settle_neverAnswered_countsFromZeroAndSaysSo() {
    controller.away(true);
    try (Server server = new Server(folder, controller)) {
      assertEquals(10, passing(server.counters, KEY, plan(10, 0), 20));
      Await.until(() -> note().contains("no totals yet, counting from zero"));
    }
  }

  @Test
  void restart_controllerAway_decidesWithCountsOnDisk() {
    controller.away(true);
    try (Server server = new Server(folder, controller)) {
      passing(server.counters, KEY, plan(10, 0), 7);
      Await.until(() -> server.settler.waitingSum() == 7);
    }
    try (Server server = new Server(folder, controller)) {
      assertEquals(3, passing(server.counters, KEY, plan(10, 0), 20));
      controller.away(false);
      Await.until(() -> controller.requests() == 10);
    }
  }

  /** A copy of the folder at any moment is the state after a kill. */
  @Test
  void restart_folderOfAnyMoment_countsNothingTwice() throws Exception {
    Map<Path, FakeQuotaController> moments = new LinkedHashMap<>();
    try (Server server = new Server(folder, controller)) {
      for (int i = 0; i < 20; i++) {
        passing(server.counters, KEY, plan(100_000, 0), 50);
        controller.away(i > 5 && i < 12);
        controller.loseAnswers(i % 4 == 3 ? 1 : 0);
        FakeQuotaController reached = controller.copy();
        moments.put(copy(Files.createDirectory(elsewhere.resolve("kill" + i))), reached);
      }
      controller.away(false);
      Await.until(() -> server.settler.waitingSum() == 0);
    }
    assertEquals(1_000, controller.requests());
    int counted = 0;
    for (Map.Entry<Path, FakeQuotaController> moment : moments.entrySet()) {
      counted += 50;
      FakeQuotaController reached = moment.getValue();
      long before = reached.requests();
      try (Server server = new Server(moment.getKey(), reached)) {
        passing(server.counters, credential("t", "e"), plan(10, 0), 1);
        Await.until(() -> reached.requests(key("t", "e", "2026-01-30")) == 1);
      }
      assertTrue(reached.requests() - 1 <= counted, () -> reached.batches().toString());
      assertTrue(reached.requests() - 1 >= before, () -> reached.batches().toString());
    }
  }

  @Test
  void restart_fileDamaged_countsNothingTwice() throws IOException {
    try (Server server = new Server(folder, controller)) {
      passing(server.counters, KEY, plan(100, 0), 7);
    }
    assertEquals(7, controller.requests());
    byte[] whole = Files.readAllBytes(folder.resolve("quota"));
    for (int length : new int[] {1, 9, whole.length / 2, whole.length - 1}) {
      Files.write(folder.resolve("quota"), java.util.Arrays.copyOf(whole, length));
      warnings.expect("cannot be read");
      long before = controller.requests();
      try (Server server = new Server(folder, controller)) {
        passing(server.counters, KEY, plan(100, 0), 2);
      }
      assertEquals(before + 2, controller.requests());
    }
  }

  @Test
  void restart_oldCopyOfFile_countsNothingTwice() throws IOException {
    controller.away(true);
    try (Server server = new Server(folder, controller)) {
      passing(server.counters, KEY, plan(100, 0), 7);
    }
    byte[] old = Files.readAllBytes(folder.resolve("quota"));
    controller.away(false);
    try (Server server = new Server(folder, controller)) {
      Await.until(() -> controller.requests() == 7);
      passing(server.counters, KEY, plan(100, 0), 5);
      Await.until(() -> controller.requests() == 12);
    }
    Files.write(folder.resolve("quota"), old);
    try (Server server = new Server(folder, controller)) {
      Await.until(() -> results.containsKey("skipped"));
      passing(server.counters, KEY, plan(100, 0), 2);
      Await.until(() -> controller.requests() == 14);
    }
  }

  @Test
  void settle_manyKeys_sendsSeveralBatches() {
    int keys = new QuotaKeyCodec().mostKeys() * 2 + 1;
    try (Server server = new Server(folder, controller)) {
      controller.away(true);
      for (int i = 0; i < keys; i++) {
        server.counters.count(credential("s" + i, "c" + i), plan(10, 0));
      }
      Await.until(() -> server.settler.waitingSum() == keys);
      controller.away(false);
      Await.until(() -> server.settler.waitingSum() == 0);
    }
    assertEquals(keys, controller.requests());
  }

  private Path copy(Path to) throws IOException {
    try {
      Files.copy(folder.resolve("quota"), to.resolve("quota"));
    } catch (NoSuchFileException e) {
      // Nothing was written yet.
    }
    return to;
  }

  private String note() {
    return readiness.report().values().iterator().next().note();
  }

  /** The quotas of one server. */
  private final class Server implements AutoCloseable {
    private final QuotaCounters counters = new QuotaCounters(clock, (_, _, _) -> {});
    private final BatchSettler<QuotaKey, QuotaTotal> settler;

    Server(Path state, FakeQuotaController target) {
      settler =
          new BatchSettler<>(
                  "quotas",
                  "requests",
                  counters,
                  new UnsettledFile<>(state.resolve("quota"), new QuotaKeyCodec()),
                  target,
                  Duration.ofMillis(10),
                  readiness.component("quotas"),
                  result -> results.merge(result, 1, Integer::sum))
              .start();
    }

    @Override
    public void close() {
      settler.close();
    }
  }
}
