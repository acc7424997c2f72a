package dev.sluice.ctl.dlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.ctl.manage.FailureHandler;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DlpTryCommandTest {
  private static final String CARD = "4111 1111 1111 " + "1111";
  private static final String OTHER_CARD = "5500-0055-5555-" + "5559";

  /** Few rules, which compile fast. */
  private static final String RULES =
      """
      version: test-1
      rules:
        - {id: aws, kind: regex, pattern: 'AKIA[0-9A-Z]{16}', action: block, severity: critical}
        - {id: card, kind: checksum, validator: card, action: mask, mask: '[CARD ****{last4}]'}
        - {id: account, kind: checksum, validator: kr_bank_account, action: mask}
        - {id: mail, kind: checksum, validator: email, action: mask, allow: ['a@example.com']}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private Path rules = Path.of("");

  @BeforeEach
  void writeRules() throws IOException {
    rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
  }

  @Test
  void try_match_hasPlaceAndReason() {
    JsonNode result = json("카드 " + CARD + " ok");
    JsonNode found = result.path("findings").path(0);
    assertEquals("card", found.path("rule").asString());
    assertEquals(7, found.path("offset").asInt());
    assertEquals(19, found.path("length").asInt());
    assertEquals("its form alone decides", found.path("reason").asString());
    assertEquals("41•• •••• •••• ••11", found.path("value").asString());
    assertEquals("카드 [CARD ****1111] ok", result.path("output").asString());
    assertFalse(out.toString().contains(CARD), out::toString);
  }

  @Test
  void try_matchByWords_saysSo() {
    JsonNode found = json("계좌 110-123-456789").path("findings").path(0);
    assertEquals("account", found.path("rule").asString());
    assertEquals("its form and the words around it decide", found.path("reason").asString());
  }

  @Test
  void try_wrongChecksum_isNearMiss() {
    JsonNode miss = nearMiss("no " + CARD.replaceAll("1$", "2"), "card");
    assertEquals("its checksum is wrong", miss.path("reason").asString());
    assertEquals(3, miss.path("offset").asInt());
  }

  @Test
  void try_otherWord_isNearMiss() {
    assertEquals(
        "the words around it name something else",
        nearMiss("주문번호 " + OTHER_CARD, "card").path("reason").asString());
  }

  @Test
  void try_missingWord_isNearMiss() {
    assertEquals(
        "no word of its kind decides for it within 96 bytes before it or 192 behind it",
        nearMiss("x 110-123-456789", "account").path("reason").asString());
  }

  @Test
  void try_allowedValue_isNearMiss() {
    assertEquals(
        "is in an allow list", nearMiss("to a@example.com", "mail").path("reason").asString());
  }

  @Test
  void try_blocked_hasNoOutput() {
    JsonNode result = json("before AKIA" + "Q3EGRTZ7WXN5BVCD" + " after");
    assertEquals("blocked by aws", result.path("verdict").asString());
    assertEquals("", result.path("output").asString());
    assertEquals("matches the pattern", result.path("findings").path(0).path("reason").asString());
  }

  @Test
  void try_stream_joinsItsEvents() throws IOException {
    String event = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n";
    Path file =
        Files.writeString(
            folder.resolve("stream.txt"),
            event.formatted("card 4111 1111") + event.formatted(" 1111 1111 ok"));
    assertEquals(0, run("--stream", file.toString()));
    List<String> lines = out.toString().lines().toList();
    assertEquals("the body passes", lines.getFirst());
    assertTrue(out.toString().contains("choices[0].delta.content@5+19 card"), out::toString);
    assertTrue(out.toString().contains("card [CARD ****1111]"), out::toString);
    assertTrue(lines.getLast().startsWith("the result is the same over 1"), out::toString);
  }

  @Test
  void try_misuse_endsWithTwo() throws IOException {
    assertEquals(2, run(folder.resolve("absent").toString()));
    Path large = Files.writeString(folder.resolve("large.txt"), "x".repeat((1 << 20) + 1));
    assertEquals(2, run(large.toString()));
    assertTrue(err.toString().contains("longer than"), err::toString);
  }

  private JsonNode nearMiss(String text, String rule) {
    JsonNode result = json(text);
    assertEquals(0, result.path("findings").size(), out::toString);
    return result
        .path("near_misses")
        .valueStream()
        .filter(miss -> miss.path("rule").asString().equals(rule))
        .findFirst()
        .orElseThrow(() -> new AssertionError(out.toString()));
  }

  private JsonNode json(String text) {
    assertEquals(0, run("-o", "json", "--text", text), err::toString);
    JsonNode result = JsonMapper.shared().readTree(out.toString());
    assertTrue(result.path("differing_cut").isNull(), out::toString);
    return result;
  }

  private int run(String... arguments) {
    Stream<String> words = Stream.of("try", "--rules", rules.toString());
    return new CommandLine(new DlpCommandGroup())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(new FailureHandler())
        .execute(Stream.concat(words, Arrays.stream(arguments)).toArray(String[]::new));
  }
}
