package dev.sluice.extproc.stream.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.common.error.ErrorFormat;
import dev.sluice.common.error.ErrorIds;
import dev.sluice.common.error.ErrorWriter;
import dev.sluice.common.error.MessageDetail;
import dev.sluice.common.match.route.RouteTable;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.common.waf.WafPart;
import dev.sluice.config.v1.Dialect;
import dev.sluice.config.v1.Environment;
import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.SseIds;
import dev.sluice.config.v1.WafSearch;
import dev.sluice.extproc.budget.BudgetCaller;
import dev.sluice.extproc.model.ModelUse;
import dev.sluice.extproc.wire.FilterMetadata;
import dev.sluice.extproc.wire.MessageConversion;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpHeaders;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeContextReaderTest {
  private static final RouteTable<ServedRoute> ROUTES =
      RouteTable.of(
          List.of(
              Publish.newBuilder()
                  .setId("p")
                  .setEnvironment(Environment.ENVIRONMENT_PROD)
                  .addHosts("api.example")
                  .addRoutes(
                      Route.newBuilder()
                          .setId("p/chat")
                          .setPath(PathMatch.newBuilder().setPrefix("/v1/chat"))
                          .setTarget("chat")
                          .setDialect(Dialect.DIALECT_OPENAI)
                          .setSseIds(SseIds.SSE_IDS_ADD)
                          .setWaf(
                              WafSearch.newBuilder()
                                  .addParts(WafSearch.Part.PART_BODY)
                                  .addParts(WafSearch.Part.PART_ANSWER))
                          .setInspection(
                              dev.sluice.config.v1.Inspection.INSPECTION_PRE_AND_INCREMENTAL))
                  .build()),
          ServedRoute::of);

  private final ExchangeContextReader reader =
      new ExchangeContextReader("staging", BodyInspectionMode.PRE_ONLY, () -> ROUTES);

  @Test
  void read_decision_overridesRoutes() {
    ExchangeContext exchange =
        reader.read(
            headers(
                ":authority", "api.example",
                ":path", "/v1/chat",
                "x-model", "m1",
                "x-request-id", "r-0"),
            decision(
                Map.of(
                    "route", "q/other",
                    "tenant", "t",
                    "environment", "dev",
                    "project", "pr",
                    "target", "b",
                    "dialect", "openai",
                    "inspection", "off",
                    "sse_ids", "add",
                    "waf_body", "log",
                    "correlation_id", "c-1")));
    assertEquals(
        new ExchangeContext(
            new ExchangeScope("q/other", "t", "dev", "api.example", "/v1/chat"),
            BodyInspectionMode.OFF,
            new RouteWafParts(Set.of(WafPart.BODY), false),
            "pr",
            "b",
            "m1",
            errors("openai", "r-0", "c-1"),
            new ExchangeCaller(
                "t",
                List.of("", "", "pr", "", "", "", ""),
                new BudgetCaller("t", "", "", "", "", "q/other")),
            true,
            true,
            ModelUse.NONE),
        exchange);
  }

  private static ErrorWriter errors(String dialect, String requestId, String correlationId) {
    return new ErrorWriter(
        ErrorFormat.ofName(dialect), MessageDetail.FULL, new ErrorIds(requestId, correlationId));
  }

  @Test
  void read_noDecision_findsRoute() {
    ExchangeContext exchange =
        reader.read(
            headers(
                ":authority", "API.example:8081",
                ":path", "/v1//chat/completions?q=1",
                ":method", "POST",
                "x-request-id", "r-1"),
            decision(Map.of()));
    assertEquals(
        new ExchangeContext(
            new ExchangeScope("p/chat", "", "prod", "api.example", "/v1/chat/completions"),
            BodyInspectionMode.PRE_AND_INCREMENTAL,
            new RouteWafParts(Set.of(WafPart.BODY, WafPart.ANSWER), true),
            "-",
            "chat",
            "unknown",
            errors("openai", "r-1", "corr-r-1"),
            ExchangeCaller.unknown("p/chat"),
            true,
            true,
            ModelUse.NONE),
        exchange);
  }

  @Test
  void read_noDecisionAndRoute_usesDefaults() {
    ExchangeContext exchange =
        reader.read(
            headers(":authority", "elsewhere", ":path", "/a%2Fb", "x-model", "two words"),
            decision(Map.of()));
    assertEquals(
        new ExchangeContext(
            new ExchangeScope("", "", "staging", "elsewhere", "/a%2Fb"),
            BodyInspectionMode.PRE_ONLY,
            RouteWafParts.NONE,
            "-",
            "-",
            "unknown",
            errors("sluice", "-", "-"),
            ExchangeCaller.unknown(""),
            false,
            true,
            ModelUse.NONE),
        exchange);
  }

  @Test
  void read_clientCorrelationId_isKeptIfVisible() {
    assertEquals("c-2", correlationOf("c-2"));
    assertEquals("-", correlationOf("x".repeat(200)));
    assertEquals("-", correlationOf("line\nbreak"));
  }

  @ParameterizedTest
  @CsvSource({
    "POST,   /v1/responses,              true",
    "POST,   /v1/embeddings?x=1,         true",
    "GET,    /v1/responses/r1,           false",
    "GET,    /api/aura/plan/stream,      true",
    "DELETE, /v1/responses/r1,           false",
    "POST,   /v1/responses/input_tokens, false",
    "POST,   /v1//messages/count_tokens?beta=true, false",
    "POST,   /v1beta/models/m:countTokens, false",
  })
  void read_callThatRunsNoModel_isMarked(String method, String path, boolean runsModel) {
    ExchangeContext exchange =
        reader.read(headers(":method", method, ":path", path), decision(Map.of("route", "q")));
    assertEquals(runsModel, exchange.runsModel());
  }

  private String correlationOf(String header) {
    return reader.read(headers("x-correlation-id", header), decision(Map.of())).correlationId();
  }

  private static HeaderLines headers(String... pairs) {
    HeaderMap.Builder map = HeaderMap.newBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      map.addHeaders(
          HeaderValue.newBuilder()
              .setKey(pairs[i])
              .setRawValue(ByteString.copyFromUtf8(pairs[i + 1])));
    }
    return HeaderLines.of(
        MessageConversion.question(
            ProcessingRequest.newBuilder()
                .setRequestHeaders(HttpHeaders.newBuilder().setHeaders(map))
                .build()));
  }

  private static FilterMetadata decision(Map<String, String> fields) {
    Struct.Builder struct = Struct.newBuilder();
    fields.forEach(
        (key, value) -> struct.putFields(key, Value.newBuilder().setStringValue(value).build()));
    return MessageConversion.metadata(
        Metadata.newBuilder()
            .putFilterMetadata(
                "envoy.filters.http.ext_authz",
                Struct.newBuilder()
                    .putFields("sluice", Value.newBuilder().setStructValue(struct).build())
                    .build())
            .build());
  }
}
