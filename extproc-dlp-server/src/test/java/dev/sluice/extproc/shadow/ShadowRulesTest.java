package dev.sluice.extproc.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.common.policyfile.ShadowShare;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.extproc.finding.BodyChange;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.InspectionRun;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.rewriter.TokenVault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShadowRulesTest {
  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";
  private static final String EMAIL = "kim@bank.co.kr";
  private static final ExchangeScope SCOPE =
      new ExchangeScope("ai/chat", "acme", "prod", "localhost", "/v1/chat/completions");
  private static final Inspector LIVE = rules("mask", "block", "log");

  private final List<BodyChange> changes = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "mask, block, log, NONE, kim@bank.co.kr 안녕",
    "log, block, log, MASK_DIFFERENCE, kim@bank.co.kr 안녕",
    "block, block, log, PASS_TO_BLOCK, kim@bank.co.kr 안녕",
    "mask, log, log, BLOCK_TO_PASS, bluebird 안녕",
    "mask, mask, log, BLOCK_TO_PASS, a bluebird and more",
    "mask, block, block, FINDING_DIFFERENCE, a redbird bluebird",
    "mask, block, allow, FINDING_DIFFERENCE, a redbird",
    "mask, block, mask, MASK_DIFFERENCE, a redbird",
    "mask, block, log, NONE, nothing at all"
  })
  void body_changes_inEverySplit(
      String email, String blue, String red, BodyChange expected, String text) {
    Inspector shadow = rules(email, blue, red);
    String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}],\"n\":1}";
    String events =
        "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\ndata: [DONE]\n\n";
    assertEverySplit(expected, shadow, BodyDirection.REQUEST, JSON, body);
    assertEverySplit(expected, shadow, BodyDirection.RESPONSE, EVENTS, events);
  }

  private void assertEverySplit(
      BodyChange expected,
      Inspector shadow,
      BodyDirection direction,
      String contentType,
      String body) {
    ByteString bytes = ByteString.copyFromUtf8(body);
    InspectionRun alone =
        InspectionRun.whole(new Way(LIVE, direction, contentType, 1 << 20), bytes);
    Inspector both = beside(LIVE, shadow);
    for (int cut = 0; cut <= bytes.size(); cut++) {
      changes.clear();
      assertEquals(
          alone.output().toStringUtf8() + alone.verdict(),
          run(both, direction, contentType, bytes, List.of(cut)));
      assertEquals(List.of(expected), changes, contentType + " " + cut);
    }
    changes.clear();
    List<Integer> everywhere = IntStream.range(1, bytes.size()).boxed().toList();
    run(both, direction, contentType, bytes, everywhere);
    assertEquals(List.of(expected), changes);
  }

  private static String run(
      Inspector inspector,
      BodyDirection direction,
      String contentType,
      ByteString body,
      List<Integer> cuts) {
    BodyInspection inspection =
        inspector
            .open(direction, contentType, SCOPE, new InspectionSettings(true, 1 << 20))
            .orElseThrow();
    ByteString output = ByteString.EMPTY;
    int from = 0;
    for (int i = 0; i <= cuts.size(); i++) {
      int to = i < cuts.size() ? cuts.get(i) : body.size();
      var verdict = inspection.feed(body.substring(from, to), i == cuts.size());
      output = output.concat(verdict.output());
      from = to;
      if (!InspectionRun.name(verdict).equals("Pass")) {
        return output.toStringUtf8() + InspectionRun.name(verdict);
      }
    }
    return output.toStringUtf8() + "Pass";
  }

  @Test
  void tokens_areIssuedByTheRulesInForceAlone() {
    TokenVault vault = new TokenVault();
    Inspector both = beside(rules("token", "log", "log"), rules("log", "log", "log"));
    BodyInspection inspection =
        both.open(BodyDirection.REQUEST, JSON, SCOPE, settings(vault)).orElseThrow();
    inspection.feed(ByteString.copyFromUtf8("{\"a\":\"" + EMAIL + "\"}"), true);
    assertEquals(EMAIL.length(), vault.storedBytes());
    assertEquals(Optional.of(BodyChange.MASK_DIFFERENCE), inspection.shadowChange());

    TokenVault other = new TokenVault();
    Inspector reversed = beside(rules("log", "log", "log"), rules("token", "log", "log"));
    reversed
        .open(BodyDirection.REQUEST, JSON, SCOPE, settings(other))
        .orElseThrow()
        .feed(ByteString.copyFromUtf8("{\"a\":\"" + EMAIL + "\"}"), true);
    assertTrue(other.isEmpty());
  }

  @Test
  void malformedBody_isRejectedByBoth() {
    run(
        beside(LIVE, rules("log", "log", "log")),
        BodyDirection.REQUEST,
        JSON,
        ByteString.copyFromUtf8("{\"a\": \"" + EMAIL),
        List.of());
    assertEquals(List.of(BodyChange.FINDING_DIFFERENCE), changes);
  }

  @Test
  void share_tenantsAndPercent() {
    Inspector shadow = rules("log", "log", "log");
    var rules =
        new ShadowRules(
            () -> Optional.of(shadow), new ShadowShare(Set.of("acme"), 30), (_, _) -> {});
    long read =
        IntStream.range(0, 1000)
            .filter(i -> rules.beside(LIVE, SCOPE, "request-" + i).shadowPolicyId().isPresent())
            .count();
    assertTrue(read > 240 && read < 360, read + " of 1000");
    ExchangeScope other = new ExchangeScope("ai/chat", "other", "prod", "localhost", "/");
    assertEquals(
        0,
        IntStream.range(0, 1000)
            .filter(i -> rules.beside(LIVE, other, "request-" + i).shadowPolicyId().isPresent())
            .count());
    assertEquals(LIVE, ShadowRules.NONE.beside(LIVE, SCOPE, "request"));
  }

  private static InspectionSettings settings(TokenVault vault) {
    return new InspectionSettings(true, 1 << 20, RouteWafParts.NONE, vault);
  }

  private Inspector beside(Inspector live, Inspector shadow) {
    return new ShadowRules(
            () -> Optional.of(shadow), ShadowShare.ALL, (_, change) -> changes.add(change))
        .beside(live, SCOPE, "request");
  }

  private static Inspector rules(String email, String blue, String red) {
    return InspectionRun.policy(
        """
        version: v
        rules:
          - {id: email, kind: checksum, validator: email, action: %s}
          - {id: blue, kind: keyword, pattern: bluebird, action: %s}
          - {id: red, kind: keyword, pattern: redbird, action: %s}
        """
            .formatted(email, blue, red));
  }
}
