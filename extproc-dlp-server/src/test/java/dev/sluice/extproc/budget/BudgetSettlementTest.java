package dev.sluice.extproc.budget;

import static dev.sluice.extproc.budget.BudgetFixture.reported;
import static dev.sluice.extproc.budget.BudgetFixture.streamed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.ops.Readiness;
import dev.sluice.common.settle.BatchSettler;
import dev.sluice.common.settle.UnsettledFile;
import dev.sluice.common.testkit.Await;
import dev.sluice.extproc.budget.BudgetRefusal.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetSettlementTest {
  private static final String FILE = "token-budgets";

  @TempDir Path folder;
  @TempDir Path elsewhere;

  private final FakeBudgetController controller = new FakeBudgetController();

  @Test
  void settle_twoServers_shareABudget() {
    try (Server one = new Server(folder);
        Server other = new Server(elsewhere)) {
      one.budgets.stream(60).close(reported(60, 0));
      Await.until(() -> controller.tokens() == 60);
      // The first call asks for the total.
      other.budgets.stream(1).close(reported(1, 0));
      Await.until(() -> controller.tokens() == 61 && other.settler.waitingSum() == 0);
      assertEquals(
          Reason.TOO_LARGE, other.budgets.open().admit(streamed(50)).orElseThrow().reason());
      assertEquals(Optional.empty(), other.budgets.open().admit(streamed(30)));
    }
  }

  @Test
  void settle_runningStream_isSeenByOthers() {
    try (Server one = new Server(folder);
        Server other = new Server(elsewhere)) {
      ExchangeMeter running = one.budgets.stream(10);
      assertTrue(running.passes(80));
      Await.until(() -> controller.tokens() == 90);
      ExchangeMeter late = other.budgets.stream(9);
      Await.until(() -> controller.tokens() == 99 && other.settler.waitingSum() == 0);
      assertTrue(late.passes(5));
      assertFalse(late.passes(10));
      running.close(reported(5, 20));
      Await.until(() -> controller.tokens() == 25 + 14);
    }
  }

  @Test
  void settle_answersLost_countsOnce() {
    controller.loseAnswers(3);
    try (Server server = new Server(folder)) {
      for (int i = 0; i < 5; i++) {
        server.budgets.stream(2).close(reported(3, 4));
        int sent = controller.questions();
        Await.until(() -> controller.questions() > sent);
      }
      Await.until(() -> server.settler.waitingSum() == 0);
    }
    assertEquals(35, controller.tokens());
  }

  @Test
  void restart_controllerAway_keepsAmounts() {
    controller.away(true);
    try (Server server = new Server(folder)) {
      server.budgets.stream(70).close(reported(70, 0));
      Await.until(() -> server.settler.waitingSum() == 70_000);
    }
    try (Server server = new Server(folder)) {
      assertEquals(
          Reason.TOO_LARGE, server.budgets.open().admit(streamed(40)).orElseThrow().reason());
      controller.away(false);
      Await.until(() -> controller.tokens() == 70);
    }
  }

  /** A copy of the file at any moment is the state after a kill. */
  @Test
  void restart_fileOfAnyMoment_countsNothingTwice() throws IOException {
    int calls = 30;
    try (Server server = new Server(folder)) {
      for (int i = 0; i < calls; i++) {
        server.budgets.stream(1).close(reported(1, 1));
        if (Files.exists(folder.resolve(FILE))) {
          copy();
          try (Server killed = new Server(elsewhere)) {
            Await.until(() -> killed.settler.waitingSum() == 0);
          }
        }
      }
      Await.until(() -> server.settler.waitingSum() == 0);
    }
    assertTrue(controller.tokens() <= 2 * calls, () -> controller.tokens() + " tokens");
  }

  private void copy() throws IOException {
    Files.copy(folder.resolve(FILE), elsewhere.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
  }

  /** A server with a budget of 100 tokens. */
  private final class Server implements AutoCloseable {
    private final BudgetFixture budgets = new BudgetFixture().tokens("day", 100);
    private final BatchSettler<BudgetEntry, BudgetTotal> settler;

    Server(Path state) {
      settler =
          new BatchSettler<>(
                  "token budgets",
                  "units",
                  budgets.counters,
                  new UnsettledFile<>(state.resolve(FILE), new BudgetEntryCodec()),
                  controller,
                  Duration.ofMillis(10),
                  new Readiness().component("token budgets"),
                  _ -> {})
              .start();
    }

    @Override
    public void close() {
      settler.close();
    }
  }
}
