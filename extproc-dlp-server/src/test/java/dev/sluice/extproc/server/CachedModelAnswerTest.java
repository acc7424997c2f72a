package dev.sluice.extproc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.match.route.RouteTable;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.config.v1.ModelTarget;
import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.RequestKind;
import dev.sluice.config.v1.ResponseCaching;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.RouteModel;
import dev.sluice.config.v1.RouteModels;
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
import dev.sluice.extproc.cache.LocalResponseCache;
import dev.sluice.extproc.inspect.InspectionRun;
import dev.sluice.extproc.stream.exchange.ServedRoute;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.ext_proc.v3.ImmediateResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test of cached answers on a route whose requests choose a model, under a token budget. */
@ExtendWith(NoWarnings.class)
class CachedModelAnswerTest {
  private static final String ANSWER = "{\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":9}}";
  private static final Map<String, String> JSON =
      Map.of(":status", "200", "content-type", "application/json");

  private final BudgetCounters counters =
      new BudgetCounters(() -> Instant.parse("2026-01-31T23:00:00Z"));
  private final TestServer server =
      TestServer.caching(
          InspectionRun.policy(
              """
              version: test
              rules:
                - {id: word, kind: keyword, pattern: 'secret', action: mask}
              """),
          new LocalResponseCache(1 << 20, Clock.systemUTC()),
          table(),
          new TokenBudgets(
              new Source(), (_, _) -> Optional.empty(), counters, BudgetListener.NONE));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void hit_namesTheModelThatAnswered() {
    answered(chat("one"), Map.of());
    ImmediateResponse hit = hit(chat("one"));
    assertEquals(ANSWER, hit.getBody().toStringUtf8());
    assertEquals(List.of("m-large"), values(hit, "x-llm-model"));
  }

  @Test
  void hit_withNameOfUpstream_namesTheModel() {
    assertEquals("m-large", answered(chat("one"), Map.of("x-llm-model", "other")));
    assertEquals(List.of("m-large"), values(hit(chat("one")), "x-llm-model"));
  }

  @Test
  void hit_budgetUsedUp_isServed() {
    answered(chat("one"), Map.of());
    ImmediateResponse refused = hit(chat("two"));
    assertEquals(429, refused.getStatus().getCodeValue());
    ImmediateResponse hit = hit(chat("one"));
    assertEquals(200, hit.getStatus().getCodeValue());
    assertEquals(List.of("hit"), values(hit, "x-cache"));
    assertEquals(18, Math.round(counters.highestShare() * 20));
  }

  private FakeEnvoy chat(String text) {
    String body = "{\"model\":\"fast\",\"max_tokens\":9,\"prompt\":\"" + text + "\"}";
    return FakeEnvoy.open(server.channel())
        .decided(
            Map.of("route", "p/r", "tenant", "acme", "subject", "kim", "inspection", "pre_only"))
        .requestHeaders(
            Map.of(
                ":method", "POST",
                ":path", "/v1/chat/completions",
                "content-type", "application/json",
                "content-length", Integer.toString(body.length())),
            false)
        .requestBody(body, true);
  }

  /** Sends the answer of the upstream; returns the model in the answer to the client. */
  private String answered(FakeEnvoy envoy, Map<String, String> further) {
    envoy.awaitRequest();
    assertFalse(envoy.seen().immediate.isPresent(), "the upstream got no request");
    Map<String, String> headers = new HashMap<>(JSON);
    headers.putAll(further);
    envoy.responseHeaders(headers, false).responseBody(ANSWER, true);
    ReceivedBodies seen = envoy.awaitResponse();
    envoy.halfClose();
    server.awaitQuiet();
    return seen.client.headersSet().getOrDefault("x-llm-model", "");
  }

  private static ImmediateResponse hit(FakeEnvoy envoy) {
    envoy.await(1);
    Optional<ImmediateResponse> found = envoy.seen().immediate;
    assertTrue(found.isPresent(), "the request was not answered here");
    envoy.halfClose();
    return found.get();
  }

  private static List<String> values(ImmediateResponse response, String name) {
    return response.getHeaders().getSetHeadersList().stream()
        .map(HeaderValueOption::getHeader)
        .filter(header -> header.getKey().equals(name))
        .map(header -> header.getRawValue().toStringUtf8())
        .toList();
  }

  private static RouteTable<ServedRoute> table() {
    Route route =
        Route.newBuilder()
            .setId("p/r")
            .setPath(PathMatch.newBuilder().setPrefix("/"))
            .setModels(
                RouteModels.newBuilder()
                    .addModels(
                        RouteModel.newBuilder()
                            .setAlias("fast")
                            .addTargets(
                                ModelTarget.newBuilder()
                                    .setModel("row-1")
                                    .setUpstreamModel("m-large")
                                    .setTarget("t")
                                    .addRequestKinds(RequestKind.REQUEST_KIND_CHAT))))
            .setCaching(
                ResponseCaching.newBuilder()
                    .addMethods("POST")
                    .setTtlSeconds(60)
                    .setMaxEntryBytes(200))
            .build();
    Publish publish = Publish.newBuilder().setId("p").addHosts("h").addRoutes(route).build();
    return RouteTable.of(List.of(publish), ServedRoute::of);
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
              9,
              false));
    }

    @Override
    public List<ConcurrentRule> limits(BudgetCaller caller) {
      return List.of();
    }
  }
}
