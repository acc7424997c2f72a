package dev.sluice.extproc.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.protobuf.ByteString;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.extproc.finding.ModelRequest;
import dev.sluice.extproc.finding.TokenMeter;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.rewriter.TokenVault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MeteredStreamTest {
  private static final String EVENT =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n";

  private static final Inspector POLICY =
      InspectionRun.policy(
          """
          version: test
          rules:
            - {id: word, kind: keyword, pattern: 'bytes', action: block}
          """);

  private final List<Long> asked = new ArrayList<>();

  private BodyInspection open(BodyDirection direction, String type, TokenMeter meter) {
    return POLICY
        .open(
            direction,
            type,
            InspectionRun.SCOPE,
            new InspectionSettings(
                false, 1 << 20, RouteWafParts.NONE, new TokenVault(), false, Optional.of(meter)))
        .orElseThrow();
  }

  private TokenMeter upTo(long tokens) {
    return total -> {
      asked.add(total);
      return total <= tokens;
    };
  }

  @Test
  void stream_overBudget_leavesBeforeItsEvent() {
    String first = EVENT.formatted("8 bytes.") + EVENT.formatted("한글");
    String all = first + EVENT.formatted("8 bytes.") + "data: [DONE]\n\n";
    for (int split = 0; split <= all.length(); split++) {
      asked.clear();
      BodyInspection body = open(BodyDirection.RESPONSE, "text/event-stream", upTo(4));
      BodyVerdict last = body.feed(ByteString.copyFromUtf8(all.substring(0, split)), false);
      ByteString out = last.output();
      if (last instanceof BodyVerdict.Pass) {
        last = body.feed(ByteString.copyFromUtf8(all.substring(split)), true);
        out = out.concat(last.output());
      }
      assertInstanceOf(BodyVerdict.OverBudget.class, last);
      assertEquals(first, out.toStringUtf8());
      assertEquals(List.of(2L, 4L, 6L), asked);
    }
  }

  @Test
  void lines_overBudget_leaveBeforeTheirLine() {
    String line = "{\"message\":{\"content\":\"8 bytes.\"}}\n";
    BodyInspection body = open(BodyDirection.RESPONSE, "application/x-ndjson", upTo(2));
    BodyVerdict verdict = body.feed(ByteString.copyFromUtf8(line + line), true);
    assertInstanceOf(BodyVerdict.OverBudget.class, verdict);
    assertEquals(line, verdict.output().toStringUtf8());
  }

  @Test
  void eventWithoutText_neverAsks() {
    BodyInspection body = open(BodyDirection.RESPONSE, "text/event-stream", upTo(0));
    String events = "data: {\"usage\":{\"completion_tokens\":9}}\n\ndata: [DONE]\n\n";
    BodyVerdict verdict = body.feed(ByteString.copyFromUtf8(events), true);
    assertEquals(events, verdict.output().toStringUtf8());
    assertEquals(List.of(), asked);
    assertEquals(OptionalInt.of(9), body.usage().outputTokens());
  }

  @Test
  void request_figures_areRead() {
    BodyInspection body = open(BodyDirection.REQUEST, "application/json", TokenMeter.NONE);
    String json =
        "{\"model\":\"gpt\",\"stream\":true,\"n\":2,\"max_tokens\":7,\"max_completion_tokens\":9,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"8 bytes.\",\"model\":\"no\"}]}";
    var _ = body.feed(ByteString.copyFromUtf8(json), true);
    assertEquals(new ModelRequest("gpt", 2, OptionalInt.of(9), 2, true), body.request());
  }
}
