package dev.sluice.extproc.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.common.testkit.Sweep;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test that a value is found in every provider's pieces, wherever pieces and bytes are split. */
class ProviderStreamTest {
  private static final String MASK = "[EMAIL]";
  private static final int ROUNDS = Sweep.of(3, 20);

  /** A text with a value; in JSON some characters of the value are escapes. */
  private record Told(String before, String value, String after) {
    static Told in(ProviderStream stream) {
      return stream.json()
          ? new Told("{\"to\": \"a \\\"b\\\"\\n", "ho\\u006eg@example.com", "\", \"n\": 1}")
          : new Told("Mail to ", "hong@example.com", " \"today\". ");
    }

    String text() {
      return before + value + after;
    }

    /**
     * Returns the pieces with the mask in the piece where the value begins, and without the value.
     */
    List<String> masked(List<String> pieces) {
      List<String> masked = new ArrayList<>();
      int at = 0;
      int from = before.length();
      int to = from + value.length();
      for (String piece : pieces) {
        int end = at + piece.length();
        String left = piece.substring(0, Math.clamp(from - at, 0, piece.length()));
        String right = piece.substring(Math.clamp(to - at, 0, piece.length()));
        masked.add(left + (at <= from && from < end ? MASK : "") + right);
        at = end;
      }
      return masked;
    }
  }

  static List<ProviderStream> streams() {
    return ProviderStream.all().toList();
  }

  /** Returns true if a piece that is a value by itself gets its own mask. */
  private static boolean readBothWays(ProviderStream stream) {
    return stream.name().startsWith("ollama") || stream.name().equals("agent");
  }

  @ParameterizedTest
  @MethodSource("streams")
  void value_everySplit_isMasked(ProviderStream stream) {
    Told told = Told.in(stream);
    String text = told.text();
    for (int cut = 0; cut <= text.length(); cut++) {
      for (int more = cut; more <= text.length(); more += 9) {
        check(
            stream,
            told,
            List.of(text.substring(0, cut), text.substring(cut, more), text.substring(more)));
      }
    }
    check(stream, told, text.chars().mapToObj(c -> String.valueOf((char) c)).toList());
  }

  private static void check(ProviderStream stream, Told told, List<String> pieces) {
    Way way = Way.response(stream.type());
    ByteString body = ByteString.copyFromUtf8(stream.body(pieces));
    InspectionRun whole = InspectionRun.whole(way, body);
    assertEquals("Pass", whole.verdict());
    if (!readBothWays(stream)) {
      assertEquals(stream.body(told.masked(pieces)), whole.text(), pieces::toString);
      assertEquals(1, whole.outcome().counts().getFirst().count());
    }
    String shown = whole.text();
    assertTrue(shown.contains(MASK), shown);
    pieces.stream()
        .filter(piece -> piece.length() > 4 && told.value().contains(piece))
        .forEach(piece -> assertTrue(!shown.contains(piece), piece));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void output_everySplit_isEqual(ProviderStream stream) {
    Told told = Told.in(stream);
    String text = told.text();
    Way way = Way.response(stream.type());
    var random = new Random(31);
    for (int round = 0; round < ROUNDS; round++) {
      List<String> pieces = new ArrayList<>();
      for (int at = 0; at < text.length(); ) {
        int end = Math.min(text.length(), at + random.nextInt(1, 9));
        pieces.add(text.substring(at, end));
        at = end;
      }
      ByteString body = ByteString.copyFromUtf8(stream.body(pieces));
      InspectionRun whole = InspectionRun.whole(way, body);
      assertEquals(
          whole.result(),
          InspectionRun.cut(way, body, InspectionRun.bytewise(body.size())).result());
      for (int cut = round % 7; cut <= body.size(); cut += 7) {
        assertEquals(
            whole.result(), InspectionRun.cut(way, body, List.of(cut, body.size())).result());
      }
      List<Integer> cuts = InspectionRun.random(random, body.size(), 60);
      assertEquals(whole.result(), InspectionRun.cut(way, body, cuts).result(), cuts::toString);
    }
  }

  /** Words leave at once; a piece that ends inside a word waits only for the next item. */
  @ParameterizedTest
  @MethodSource("streams")
  void text_withoutValues_leavesWordByWord(ProviderStream stream) {
    List<String> whole =
        stream.json()
            ? List.of("{\"city\": \"Sun City. ", "or ", "not. \"", ", \"n\": 1", "2}")
            : List.of("All ", "rivers ", "run. ", "To ", "sea. ");
    List<String> open = List.of("All", " rivers", " run", " to", " sea");
    BodyInspection inspection = InspectionRun.open(Way.response(stream.type()));
    var seen = new StringBuilder();
    int at = 0;
    for (int i = 1; i <= whole.size(); i++) {
      String sent = stream.upTo(whole, i);
      seen.append(feed(inspection, sent.substring(at)));
      at = sent.length();
      if (!stream.json()) {
        assertEquals(sent, seen.toString());
      }
    }
    seen.append(feed(inspection, stream.body(whole).substring(at)));
    assertEquals(stream.body(whole), seen.toString());
    if (!stream.json()) {
      inspection = InspectionRun.open(Way.response(stream.type()));
      feed(inspection, stream.upTo(open, 1));
      for (int i = 2; i <= open.size(); i++) {
        String sent = stream.upTo(open, i);
        feed(inspection, sent.substring(stream.upTo(open, i - 1).length()));
        int lastTwo = sent.length() - stream.upTo(open, i - 2).length();
        assertTrue(inspection.heldBytes() <= lastTwo, () -> "held of " + sent);
      }
    }
  }

  private static String feed(BodyInspection inspection, String bytes) {
    return inspection.feed(ByteString.copyFromUtf8(bytes), false).output().toStringUtf8();
  }
}
