package dev.sluice.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.rows.CustomerTenant;
import dev.sluice.e2e.sdk.ProviderSdk;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The tests of token budgets: refusals, streams that end early, and what counts at the end. */
@ExtendWith(TestEnvironmentExtension.class)
final class TokenBudgetIT {
  private static final String CHAT = "/v1/chat/completions";
  private static final int STREAMS = 200;
  private static final int EVENTS = 100;
  private static final String EVENTS_OF_PLAN =
      "select percent, credential from token_budget_events join subscriptions s on s.id = owner_id"
          + " join tenants t on t.id = s.tenant_id where t.slug = ? order by percent";

  private final TestEnvironment sluice;

  TokenBudgetIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("N-08")
  @DisplayName("N-08 a stream over its budget ends with an error event, and the next call gets 429")
  void n08_usedUp_cutsThenRefuses() {
    try (BudgetedProduct product =
        new BudgetedProduct(sluice, "n08-cut", BudgetedProduct.tokens(100))) {
      product.respondWithEvents(50, false);
      GatewayResponse cut = product.client().post(CHAT, BudgetedProduct.streamed());
      assertEquals(200, cut.status());
      // 2 tokens of input and 24 events are 98; the 25th event is the last that begins below 100.
      assertEquals(25, BudgetedProduct.events(cut.body()), cut.body());
      String last = cut.body().substring(cut.body().lastIndexOf("data: "));
      assertTrue(last.contains("\"code\":\"TOKEN_BUDGET_EXCEEDED\""), last);
      assertTrue(last.contains("token budget \\\"all\\\" is used up"), last);

      product.respondWithEvents(1, false);
      GatewayResponse refused = product.client().post(CHAT, BudgetedProduct.streamed());
      assertEquals("429 TOKEN_BUDGET_EXCEEDED", outcome(refused));
      assertTrue(Long.parseLong(refused.header("retry-after").orElseThrow()) > 1);
      assertTrue(refused.body().contains("rate_limit_error"), refused.body());
      assertTrue(product.upstream().lastRequest().isEmpty());
    }
    sluice.assertNoSecretInLogs();
  }

  @Test
  @Tag("N-08")
  @DisplayName("N-08 the OpenAI SDK raises an APIError with the code where a budget ends a stream")
  void n08_cut_inSdk_raises() throws IOException {
    ProviderSdk.Found found = ProviderSdk.python("openai==3.54.0");
    assumeTrue(found.sdk().isPresent(), found.reason());
    try (BudgetedProduct product =
        new BudgetedProduct(sluice, "n08-sdk", BudgetedProduct.tokens(20))) {
      product.respondWithEvents(50, false);
      Map<String, String> environment =
          Map.of(
              "GATEWAY",
              "http://127.0.0.1:" + product.provider().port(),
              "HOST",
              product.host(),
              "TOKEN",
              "none");
      JsonNode seen =
          found.sdk().orElseThrow().call("openai/stream.py", environment, "cut", "8 bytes.");
      assertEquals("APIError", seen.path("error").asString(), seen::toString);
      assertEquals("TOKEN_BUDGET_EXCEEDED", seen.path("code").asString(), seen::toString);
      assertEquals(5, BudgetedProduct.events(seen.path("text").asString()), seen::toString);
    }
  }

  @Test
  @Tag("N-08")
  @DisplayName("N-08 the reported usage replaces the estimate of a whole answer")
  void n08_settled_byUsage() {
    try (BudgetedProduct product =
        new BudgetedProduct(sluice, "n08-settle", BudgetedProduct.tokens(100))) {
      product.respondWithUsage(10, 5, false);
      // 2 and 80 are reserved for each call, and 15 count at its end.
      for (int i = 0; i < 2; i++) {
        assertEquals(200, product.client().post(CHAT, BudgetedProduct.whole(70)).status());
      }
      GatewayResponse tooLarge = product.client().post(CHAT, BudgetedProduct.whole(70));
      assertEquals("429 TOKEN_BUDGET_EXCEEDED", outcome(tooLarge));
      assertTrue(tooLarge.body().contains("may use more than is left"), tooLarge.body());
      assertEquals(200, product.client().post(CHAT, BudgetedProduct.whole(60)).status());
    }
  }

  @Test
  @Tag("N-08")
  @DisplayName("N-08 the reserve of a whole answer returns when its client leaves")
  void n08_aborted_returnsReserve() {
    try (BudgetedProduct product =
        new BudgetedProduct(sluice, "n08-abort", BudgetedProduct.tokens(100))) {
      product.respondWithUsage(10, 5, true);
      try (RawHttpCall _ = product.open(BudgetedProduct.whole(90))) {
        ConditionWait.awaitTrue(
            "the upstream has the request",
            ControlPlaneState.LIMIT,
            () -> product.upstream().lastRequest().isPresent());
        GatewayResponse reserved = product.client().post(CHAT, BudgetedProduct.whole(50));
        assertEquals("429 TOKEN_BUDGET_EXCEEDED", outcome(reserved));
        assertEquals("1", reserved.header("retry-after").orElse(""));
      }
      product.respondWithUsage(10, 5, false);
      ConditionWait.awaitTrue(
          "the reserve returns",
          ControlPlaneState.LIMIT,
          () -> product.client().post(CHAT, BudgetedProduct.whole(50)).status() == 200);
      product.upstream().resume();
    }
  }

  @Test
  @Tag("N-08")
  @DisplayName("N-08 200 streams at once exceed their budget by at most one event")
  void n08_concurrentStreams_oneEventOver() throws Exception {
    int tokens = 4_001;
    try (BudgetedProduct product =
            new BudgetedProduct(sluice, "n08-many", BudgetedProduct.tokens(tokens));
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      product.respondWithEvents(EVENTS, false);
      List<Callable<RawHttpMessage>> calls = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        calls.add(() -> {
          try (RawHttpCall call = product.open(BudgetedProduct.streamed())) {
            return call.readResponse();
          }
        });
      }
      long used = 0;
      int cut = 0;
      int refused = 0;
      for (Future<RawHttpMessage> call : clients.invokeAll(calls)) {
        RawHttpMessage answer = call.get();
        if (answer.status() == 429) {
          refused++;
          continue;
        }
        assertEquals(200, answer.status());
        int events = BudgetedProduct.events(answer.text());
        used += BudgetedProduct.INPUT + (long) BudgetedProduct.EVENT * events;
        cut += answer.text().contains("TOKEN_BUDGET_EXCEEDED") ? 1 : 0;
        assertTrue(events == EVENTS || answer.text().contains("TOKEN_BUDGET_EXCEEDED"));
      }
      System.out.println(
          "token budgets: used %d of %d, %d cut, %d refused".formatted(used, tokens, cut, refused));
      assertTrue(used >= tokens && used < tokens + BudgetedProduct.EVENT, used + " of " + tokens);
    }
  }

  @Test
  @Tag("N-08")
  @DisplayName("N-08 tokens_per_month of a plan is shared by the credentials of a subscription")
  void n08_planBudget_ofSubscription() {
    try (BudgetedProduct product = new BudgetedProduct(sluice, "n08-plan", "{}")) {
      product.provider().setInspection("pre_only");
      sluice
          .sql()
          .execute(
              "update product_publishes set auth_mode = 'apikey', auth_config = '{}'"
                  + " where hostname = ?",
              "n08-plan.test");
      try (CustomerTenant customer = new CustomerTenant(sluice.sql(), "n08-shop", "n08-plan")) {
        sluice.sql().execute("update plans set tokens_per_month = 100 where name = ?", "n08-shop");
        GatewayClient one = product.client().withHeader("X-API-Key", customer.issueKey());
        GatewayClient two = product.client().withHeader("X-API-Key", customer.issueKey());
        ControlPlaneState.awaitStatus(one, 200);
        ControlPlaneState.awaitStatus(two, 200);
        product.respondWithUsage(60, 0, false);
        assertEquals(200, one.post(CHAT, BudgetedProduct.whole(1)).status());
        assertEquals(200, two.post(CHAT, BudgetedProduct.whole(1)).status());
        assertEquals(
            "429 TOKEN_BUDGET_EXCEEDED", outcome(one.post(CHAT, BudgetedProduct.whole(1))));
        assertEquals(
            "429 TOKEN_BUDGET_EXCEEDED", outcome(two.post(CHAT, BudgetedProduct.whole(1))));
        // 120 of 100 are used by the subscription, and 60 by each credential.
        ConditionWait.awaitTrue(
            "events of 80 and 100 percent are raised",
            ControlPlaneState.LIMIT,
            () -> sluice.sql().query(EVENTS_OF_PLAN, "n08-shop").equals(List.of("80|", "100|")));
      }
    }
  }

  @Test
  @Tag("N-08")
  @DisplayName("N-08 more streams at once than allowed get 429 until one ends")
  void n08_tooManyStreams_refused() {
    String spec = "{\"concurrent\": [{\"name\": \"one\", \"exchanges\": 1}]}";
    try (BudgetedProduct product = new BudgetedProduct(sluice, "n08-streams", spec)) {
      product.respondWithEvents(1, true);
      try (RawHttpCall call = product.open(BudgetedProduct.streamed())) {
        ConditionWait.awaitTrue(
            "the stream runs",
            ControlPlaneState.LIMIT,
            () -> product.upstream().lastRequest().isPresent());
        GatewayResponse refused = product.client().post(CHAT, BudgetedProduct.streamed());
        assertEquals("429 TOO_MANY_STREAMS", outcome(refused));
        assertEquals("1", refused.header("retry-after").orElse(""));
        product.upstream().resume();
        assertFalse(call.readResponse().text().isEmpty());
      }
      product.respondWithEvents(1, false);
      ConditionWait.awaitTrue(
          "the next stream runs",
          ControlPlaneState.LIMIT,
          () -> product.client().get("/").status() == 200);
    }
  }

  private static String outcome(GatewayResponse answer) {
    return answer.status() + " " + answer.errorCode();
  }
}
