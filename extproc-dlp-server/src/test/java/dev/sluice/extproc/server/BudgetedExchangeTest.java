package dev.sluice.extproc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.extproc.budget.BudgetCaller;
import dev.sluice.extproc.budget.BudgetCounters;
import dev.sluice.extproc.budget.BudgetKeyPart;
import dev.sluice.extproc.budget.BudgetListener;
import dev.sluice.extproc.budget.BudgetPeriod;
import dev.sluice.extproc.budget.BudgetRule;
import dev.sluice.extproc.budget.BudgetSource;
import dev.sluice.extproc.budget.BudgetWeights;
import dev.sluice.extproc.budget.ConcurrentRule;
import dev.sluice.extproc.budget.TokenBudgets;
import dev.sluice.extproc.inspect.InspectionRun;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.ext_proc.v3.ImmediateResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoWarnings.class)
class BudgetedExchangeTest {
  private static final String REQUEST =
      "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"8 bytes.\"}]}";
  private static final String EVENT =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"16 letters here.\"}}]}\n\n";

  private final BudgetCounters counters =
      new BudgetCounters(() -> Instant.parse("2026-01-31T23:00:00Z"));
  private final TestServer server =
      TestServer.budgeted(
          InspectionRun.policy(
              """
              version: test
              rules:
                - {id: word, kind: keyword, pattern: 'secret', action: block}
              """),
          new TokenBudgets(
              new Source(), (_, _) -> Optional.empty(), counters, BudgetListener.NONE));

  @AfterEach
  void close() {
    server.close();
  }

  private FakeEnvoy request(String user, String body) {
    return request(user, "off", body);
  }

  private FakeEnvoy request(String user, String inspection, String body) {
    return FakeEnvoy.open(server.channel())
        .decided(
            Map.of(
                "tenant", "acme", "subject", user, "inspection", inspection, "dialect", "openai"))
        .requestHeaders(
            Map.of(
                ":method",
                "POST",
                ":path",
                "/v1/chat",
                "content-type",
                "application/json",
                // Headers never name the caller.
                "x-tenant",
                "other",
                "x-user",
                "other"),
            false)
        .requestBody(body, true);
  }

  private long used() {
    return Math.round(counters.highestShare() * 20);
  }

  @Test
  void stream_overBudget_endsInErrorEvent() {
    FakeEnvoy envoy = request("ada", REQUEST);
    assertEquals(REQUEST, envoy.awaitRequest().upstream.text());
    envoy.responseHeaders(Map.of(":status", "200", "content-type", "text/event-stream"), false);
    ReceivedBodies seen = envoy.responseBody(EVENT.repeat(9), false).awaitResponse();
    // 2 tokens of input, and 4 of each event.
    assertTrue(seen.client.text().startsWith(EVENT.repeat(5) + "data: {\"code\":"));
    assertTrue(seen.client.text().contains("TOKEN_BUDGET_EXCEEDED"));
    assertTrue(seen.client.ended);
    envoy.cancel();
    server.awaitQuiet();
    assertEquals(22, used());
    assertEquals(1, server.counted("sse_streams_total", "end", "over_budget"));

    ImmediateResponse refused = refusal(request("ada", REQUEST));
    assertEquals(429, refused.getStatus().getCodeValue());
    assertEquals("3600", header(refused, "retry-after"));
    assertEquals(8, refused.getGrpcStatus().getStatus());
    assertTrue(refused.getBody().toStringUtf8().contains("\"type\":\"rate_limit_error\""));
    assertEquals(REQUEST, request("bob", REQUEST).awaitRequest().upstream.text());
  }

  @Test
  void stream_aborted_keepsWhatWasStreamed() {
    FakeEnvoy envoy = request("ada", REQUEST);
    envoy.responseHeaders(Map.of(":status", "200", "content-type", "text/event-stream"), false);
    envoy.responseBody(EVENT, false);
    assertFalse(envoy.await(4).isEmpty());
    envoy.cancel();
    server.awaitQuiet();
    assertEquals(6, used());
  }

  @Test
  void request_blockedByRule_countsNothing() {
    FakeEnvoy envoy = request("ada", "pre_only", REQUEST.replace("8 bytes.", "my secret"));
    assertTrue(refusal(envoy).getBody().toStringUtf8().contains("DLP_BLOCKED"));
    assertEquals(0, counters.size());
  }

  @Test
  void answer_withUsage_settles() {
    FakeEnvoy envoy = request("ada", REQUEST);
    envoy.responseHeaders(Map.of(":status", "200", "content-type", "application/json"), false);
    envoy.responseBody("{\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":4}}", true);
    envoy.awaitResponse();
    envoy.halfClose();
    server.awaitQuiet();
    assertEquals(11, used());
  }

  @Test
  void answer_withError_countsNothing() {
    FakeEnvoy envoy = request("ada", REQUEST);
    envoy.responseHeaders(Map.of(":status", "503"), true);
    envoy.await(3);
    envoy.halfClose();
    server.awaitQuiet();
    assertEquals(0, used());
  }

  private static ImmediateResponse refusal(FakeEnvoy envoy) {
    ProcessingResponse answer = envoy.await(1).getFirst();
    assertTrue(answer.hasImmediateResponse(), answer::toString);
    return answer.getImmediateResponse();
  }

  private static String header(ImmediateResponse response, String name) {
    return response.getHeaders().getSetHeadersList().stream()
        .map(HeaderValueOption::getHeader)
        .filter(header -> header.getKey().equals(name))
        .map(header -> header.getRawValue().toStringUtf8())
        .findFirst()
        .orElse("");
  }

  /** A budget of 20 tokens a day for each user. */
  private static final class Source implements BudgetSource {
    @Override
    public List<BudgetRule> budgets(BudgetCaller caller) {
      return List.of(
          new BudgetRule(
              "policy-1",
              "day",
              List.of(BudgetKeyPart.USER),
              BudgetPeriod.DAY,
              20_000,
              false,
              new BudgetWeights(1_000, 1_000, 1_000, 1_000),
              10,
              false));
    }

    @Override
    public List<ConcurrentRule> limits(BudgetCaller caller) {
      return List.of();
    }
  }
}
