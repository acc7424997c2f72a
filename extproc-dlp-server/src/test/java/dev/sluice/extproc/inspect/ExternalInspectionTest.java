package dev.sluice.extproc.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.extproc.external.ExternalRecognizer;
import dev.sluice.extproc.external.RecognitionFailure;
import dev.sluice.extproc.external.RecognitionResult;
import dev.sluice.extproc.external.RecognizedEntity;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoWarnings.class)
class ExternalInspectionTest {
  private static final String RULES =
      """
      version: x
      rules:
        - {id: email, kind: checksum, validator: email, action: mask}
        - {id: name, kind: external, entities: [PERSON], min_score: 0.8, action: mask, mask: '[NAME]'}
        - {id: perhaps_name, kind: external, entities: [PERSON], min_score: 0.3, action: log}
        - {id: place, kind: external, entities: [LOCATION], action: block, allow: [Seoul]}
      """;
  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";

  private final Names names = new Names();

  @Test
  void request_name_isMasked() {
    assertEquals(
        "Pass {\"messages\":[{\"role\":\"user\",\"content\":\"I am [NAME], hi\"}]}",
        request(JSON, "{\"messages\":[{\"role\":\"user\",\"content\":\"I am Kim Minsu, hi\"}]}"));
    assertEquals(
        List.of("messages", "role", "role: user", "content", "I am Kim Minsu, hi"), names.seen);
  }

  @Test
  void request_otherRules_maskFirst() {
    assertEquals(
        "Pass {\"a\":\"[EMAIL] of [NAME]\"}",
        request(JSON, "{\"a\":\"kim@example.com of Kim Minsu\"}"));
    assertTrue(names.seen.contains("[EMAIL] of Kim Minsu"), names.seen.toString());
  }

  @Test
  void request_escapedName_isMasked() {
    assertEquals(
        "Pass {\"a\":\"\\u00e9 [NAME].\"}", request(JSON, "{\"a\":\"\\u00e9 K\\u0069m Minsu.\"}"));
  }

  @Test
  void request_jsonInString_isMasked() {
    assertEquals(
        "Pass {\"arguments\":\"{\\\"to\\\":\\\"[NAME]\\\"}\"}",
        request(JSON, "{\"arguments\":\"{\\\"to\\\":\\\"Kim Minsu\\\"}\"}"));
  }

  @Test
  void request_form_isMasked() {
    assertEquals(
        "Pass a=1&to=%5BNAME%5D", request("application/x-www-form-urlencoded", "a=1&to=Kim+Minsu"));
  }

  @Test
  void request_multipart_isMasked() {
    String body = "--b\r\ncontent-type: text/plain\r\n\r\nfrom %s\r\n--b--\r\n";
    assertEquals(
        "Pass " + body.formatted("[NAME]"),
        request("multipart/form-data; boundary=b", body.formatted("Kim Minsu")));
  }

  @Test
  void request_lowScore_isOnlyReported() {
    names.score = 0.5;
    assertEquals("Pass {\"a\":\"Kim Minsu\"}", request(JSON, "{\"a\":\"Kim Minsu\"}"));
    assertEquals(
        List.of("perhaps_name"), rules(BodyDirection.REQUEST, JSON, "{\"a\":\"Kim Minsu\"}"));
  }

  @Test
  void request_lowestScore_isNoFinding() {
    names.score = 0.2;
    assertEquals(List.of(), rules(BodyDirection.REQUEST, JSON, "{\"a\":\"Kim Minsu\"}"));
  }

  @Test
  void request_blockingRule_blocks() {
    assertEquals("Blocked place {\"a\":\"in ", request(JSON, "{\"a\":\"in Busan\"}"));
  }

  @Test
  void request_allowedValue_passes() {
    assertEquals("Pass {\"a\":\"in Seoul\"}", request(JSON, "{\"a\":\"in Seoul\"}"));
  }

  @Test
  void request_blockedByOtherRules_isNotSent() {
    String verdict = request(JSON, "{\"a\":\"Kim Minsu");
    assertTrue(verdict.startsWith("Invalid"), verdict);
    assertEquals(List.of(), names.seen);
  }

  @Test
  void request_clean_keepsBytes() {
    String body = "{ \"a\" : \"caf\\u00e9\", \"n\": [1, 2.50, null] }";
    assertEquals("Pass " + body, request(JSON, body));
    assertFalse(inspection(BodyDirection.REQUEST, JSON, body).changed());
  }

  @Test
  void request_everyCut_isSame() {
    String body = "{\"m\":[{\"content\":\"Kim Minsu and kim@example.com 🙂 Kim Minsu\"}]}";
    ByteString bytes = ByteString.copyFromUtf8(body);
    String expected = request(JSON, body);
    List<DlpFinding> findings = inspection(BodyDirection.REQUEST, JSON, body).findings();
    for (int cut = 1; cut < bytes.size(); cut++) {
      BodyInspection inspection = open(BodyDirection.REQUEST, JSON);
      assertEquals(ByteString.EMPTY, inspection.feed(bytes.substring(0, cut), false).output());
      assertEquals(expected, shown(end(inspection, bytes.substring(cut))));
      assertEquals(findings, inspection.findings());
    }
  }

  @Test
  void unread_blocks() {
    names.failure = Optional.of(RecognitionFailure.TIMEOUT);
    assertEquals("Unread ", request(JSON, "{\"a\":\"Kim Minsu\"}"));
  }

  @Test
  void unread_passesByChoice() {
    names.failure = Optional.of(RecognitionFailure.TIMEOUT);
    names.passes = true;
    assertEquals(
        "Pass {\"a\":\"Kim Minsu [EMAIL]\"}",
        request(JSON, "{\"a\":\"Kim Minsu kim@example.com\"}"));
  }

  @Test
  void stream_nameOverEvents_isMasked() {
    String body = delta("I am Ki") + delta("m Mi") + delta("nsu, hi") + "data: [DONE]\n\n";
    assertEquals(
        "Pass " + delta("I am [NAME]") + delta("") + delta(", hi") + "data: [DONE]\n\n",
        response(EVENTS, body));
    assertTrue(names.seen.contains("I am Kim Minsu, hi"), names.seen.toString());
  }

  @Test
  void stream_plainText_isMasked() {
    assertEquals("Pass data: I am [NAME]\n\n", response(EVENTS, "data: I am Kim Minsu\n\n"));
  }

  @Test
  void stream_beforeEnd_nothingLeaves() {
    BodyInspection inspection = open(BodyDirection.RESPONSE, EVENTS);
    ByteString event = ByteString.copyFromUtf8(delta("clean"));
    assertEquals(ByteString.EMPTY, inspection.feed(event, false).output());
    assertEquals(event.size(), inspection.heldBytes());
  }

  @Test
  void stream_blockingRule_endsBeforeEvent() {
    assertEquals(
        "Blocked place " + delta("clean "), response(EVENTS, delta("clean ") + delta("in Busan")));
  }

  @Test
  void stream_longerThanBuffer_overflows() {
    String body = delta("word ".repeat(50)).repeat(20);
    assertEquals("Overflow ", response(EVENTS, body));
  }

  @Test
  void stream_skipped_isNotSent() {
    String rules =
        RULES
            .replace("action:", "streams: skip, action:")
            .replace("email, streams: skip,", "email,");
    BodyInspection inspection = open(rules, BodyDirection.RESPONSE, EVENTS);
    String event = delta("Kim Minsu. kim@example.com, ok");
    assertEquals(
        "Pass " + event.replace("kim@example.com", "[EMAIL]"),
        shown(end(inspection, ByteString.copyFromUtf8(event))));
    assertEquals(List.of(), names.seen);
  }

  @Test
  void answer_whole_isMasked() {
    assertEquals(
        "Pass {\"choices\":[{\"message\":{\"content\":\"[NAME]\"}}]}",
        response(JSON, "{\"choices\":[{\"message\":{\"content\":\"Kim Minsu\"}}]}"));
  }

  @Test
  void outcome_allRules_areCounted() {
    BodyInspection inspection =
        inspection(BodyDirection.REQUEST, JSON, "{\"a\":\"Kim Minsu, kim@example.com\"}");
    assertEquals(Optional.of("email"), inspection.outcome().rule());
    assertEquals(
        List.of("email 1", "name 1"),
        inspection.outcome().counts().stream()
            .map(count -> count.rule() + " " + count.count())
            .toList());
    assertTrue(inspection.changed());
  }

  private static String delta(String text) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
  }

  private String request(String type, String body) {
    return shown(end(open(BodyDirection.REQUEST, type), ByteString.copyFromUtf8(body)));
  }

  private String response(String type, String body) {
    return shown(end(open(BodyDirection.RESPONSE, type), ByteString.copyFromUtf8(body)));
  }

  private List<String> rules(BodyDirection direction, String type, String body) {
    return inspection(direction, type, body).findings().stream().map(DlpFinding::rule).toList();
  }

  private BodyInspection inspection(BodyDirection direction, String type, String body) {
    BodyInspection inspection = open(direction, type);
    end(inspection, ByteString.copyFromUtf8(body));
    return inspection;
  }

  private BodyInspection open(BodyDirection direction, String type) {
    return open(RULES, direction, type);
  }

  private BodyInspection open(String rules, BodyDirection direction, String type) {
    DlpPolicy policy =
        switch (DlpPolicyCompiler.file(Optional.empty())
            .load(Path.of("rules.yaml"), rules.getBytes(StandardCharsets.UTF_8))) {
          case PolicyResult.Loaded<DlpPolicy> loaded -> loaded.value();
          case PolicyResult.Rejected<DlpPolicy>(var problems) -> throw new AssertionError(problems);
        };
    var inspector = new PolicyInspector(policy, Optional.empty(), Optional.of(names));
    return inspector
        .open(direction, type, InspectionRun.SCOPE, new InspectionSettings(true, 4_000))
        .orElseThrow();
  }

  /** Feeds the rest of a body, and waits for the verdict as the server does. */
  private static BodyVerdict end(BodyInspection inspection, ByteString rest) {
    BodyVerdict verdict = inspection.feed(rest, true);
    if (inspection.awaited().isPresent()) {
      assertEquals(ByteString.EMPTY, verdict.output());
      inspection.awaited().orElseThrow().toCompletableFuture().join();
      return inspection.feed(ByteString.EMPTY, true);
    }
    return verdict;
  }

  private static String shown(BodyVerdict verdict) {
    return InspectionRun.name(verdict) + " " + verdict.output().toStringUtf8();
  }

  /** A recognizer of one name and two cities. */
  private static final class Names implements ExternalRecognizer {
    private final List<String> seen = new ArrayList<>();
    private double score = 0.85;
    private Optional<RecognitionFailure> failure = Optional.empty();
    private boolean passes;

    @Override
    public RecognitionResult recognize(Collection<ByteBuffer> texts) {
      Map<ByteBuffer, List<RecognizedEntity>> found = new HashMap<>();
      for (ByteBuffer text : texts) {
        String shown = StandardCharsets.ISO_8859_1.decode(text.duplicate()).toString();
        seen.add(StandardCharsets.UTF_8.decode(text.duplicate()).toString());
        List<RecognizedEntity> entities = new ArrayList<>();
        add(entities, shown, "Kim Minsu", "PERSON");
        add(entities, shown, "Busan", "LOCATION");
        add(entities, shown, "Seoul", "LOCATION");
        found.put(text, entities);
      }
      return failure
          .<RecognitionResult>map(RecognitionResult.Failed::new)
          .orElseGet(() -> new RecognitionResult.Found(found));
    }

    private void add(List<RecognizedEntity> entities, String text, String name, String type) {
      for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
        entities.add(new RecognizedEntity(type, at, at + name.length(), score));
      }
    }

    @Override
    public Executor executor() {
      return command -> Thread.ofVirtual().start(command);
    }

    @Override
    public boolean passesUnread() {
      return passes;
    }
  }
}
