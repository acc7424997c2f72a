package dev.sluice.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of what is counted of token budgets when servers restart or are killed. */
@ExtendWith(TestEnvironmentExtension.class)
final class TokenBudgetKillsIT {
  private static final String CHAT = "/v1/chat/completions";
  private static final int PER_SECOND = 50;
  private static final int SOME = 100;
  private static final int INPUT = 10;
  private static final int OUTPUT = 5;
  private static final int TOKENS = INPUT + OUTPUT;

  /** The calls of two seconds: a killed server may not have settled those of one. */
  private static final int SLACK = 2 * PER_SECOND;

  private static final String COUNTED =
      """
      select coalesce(sum(used), 0) / 1000 from token_budget_usage u
      join policies p on p.id = u.owner_id join tenants t on t.id = p.tenant_id where t.slug = ?
      """;

  private final TestEnvironment sluice;

  TokenBudgetKillsIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("N-08")
  @DisplayName("N-08 kills under load count no token twice, and those of a second too little")
  void n08_serversKilled_booksAreRight() {
    try (BudgetedProduct product =
        new BudgetedProduct(sluice, "n08-kills", BudgetedProduct.tokens(1_000_000_000))) {
      product.respondWithUsage(INPUT, OUTPUT, false);
      Outcomes first = load(product, ServerKind.CONTROLLER);
      assertEquals(first.sent(), first.passed());
      ConditionWait.awaitTrue(
          "all tokens are counted",
          ControlPlaneState.LIMIT,
          () -> counted("n08-kills") == TOKENS * first.sent());

      Outcomes killed = load(product, ServerKind.EXTPROC);
      long least = TOKENS * (first.sent() + killed.passed() - SLACK);
      ConditionWait.awaitTrue(
          "tokens are counted after the kill",
          ControlPlaneState.LIMIT,
          () ->
              counted("n08-kills") >= least
                  && sluice.extprocMetric("token_budget_unsettled_seconds") == 0);
      long counted = counted("n08-kills");
      System.out.println("token budgets: %s, %s, %d".formatted(first, killed, counted));
      assertTrue(counted <= TOKENS * (first.sent() + killed.sent()), "twice: " + counted);
    }
  }

  @Test
  @Tag("N-08")
  @DisplayName("N-08 a killed server keeps what was used, and the cut stream counts what it sent")
  void n08_extprocKilled_budgetStaysUsed() {
    try (BudgetedProduct product =
        new BudgetedProduct(sluice, "n08-hardy", BudgetedProduct.tokens(100))) {
      product.respondWithEvents(20, true);
      // 2 tokens of input and 20 events of 4 tokens.
      try (RawHttpCall _ = product.open(BudgetedProduct.streamed())) {
        ConditionWait.awaitTrue(
            "the running stream is counted",
            ControlPlaneState.LIMIT,
            () -> counted("n08-hardy") == 82);
        restart(ServerKind.EXTPROC);
      }
      product.upstream().resume();
      product.respondWithUsage(18, 0, false);
      ControlPlaneState.awaitStatus(product.client(), 200);
      ConditionWait.awaitTrue(
          "the next call is refused or is the last",
          ControlPlaneState.LIMIT,
          () -> {
            GatewayResponse answer = product.client().post(CHAT, BudgetedProduct.whole(1));
            return answer.status() == 429 && answer.errorCode().equals("TOKEN_BUDGET_EXCEEDED");
          });
      ConditionWait.awaitTrue(
          "all is counted", ControlPlaneState.LIMIT, () -> counted("n08-hardy") >= 100);
      assertTrue(counted("n08-hardy") <= 82 + 10 * 18, () -> counted("n08-hardy") + " tokens");
    }
  }

  /** The answers of a load: those with 200, and all others. */
  private record Outcomes(long passed, long failed) {
    long sent() {
      return passed + failed;
    }
  }

  private Outcomes load(BudgetedProduct product, ServerKind killed) {
    ConstantRateLoad load =
        new ConstantRateLoad(
            List.of("calls"),
            PER_SECOND,
            _ -> product.client().post(CHAT, BudgetedProduct.whole(9)));
    try (load) {
      some(load);
      restart(killed);
      some(load);
    }
    Map<String, Long> outcomes = new TreeMap<>(load.outcomes());
    System.out.println("token budgets: " + outcomes);
    long passed = outcomes.getOrDefault("calls 200", 0L);
    return new Outcomes(
        passed, outcomes.values().stream().mapToLong(Long::longValue).sum() - passed);
  }

  private void restart(ServerKind kind) {
    ManagedProcess process = sluice.stack().process(kind);
    process.kill();
    process.start();
    process.awaitReady();
  }

  private static void some(ConstantRateLoad load) {
    long start = load.count();
    ConditionWait.awaitTrue(
        "calls end", ControlPlaneState.LIMIT, () -> load.count() >= start + SOME);
  }

  private long counted(String slug) {
    return Math.round(Double.parseDouble(sluice.sql().query(COUNTED, slug).getFirst()));
  }
}
