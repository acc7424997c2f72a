package dev.sluice.extproc.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests of bodies with content type text or none that begin with a bracket. */
class TextOrJsonFramingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[FE80::7617:39:215C:BDD0]:51 a@b.com|[FE80::7617:39:215C:BDD0]:51 [EMAIL]",
        "[2026-01-02] password: T1ger2024!|[2026-01-02] password: [SECRET]",
        "[1] mail a@b.com|[1] mail [EMAIL]",
        "[true story] 회사 전화 1588-1234|[true story] 회사 전화 [PHONE]",
        "{password: T1ger2024!} a@b.com|{password: [SECRET]} [EMAIL]",
        "[a@b.com|[[EMAIL]",
        "[\"see\" a@b.com|[\"see\" [EMAIL]"
      })
  void text_beginningWithBracket_isText(String body, String masked) {
    same(body, masked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[4111111111111111]|[\"[CARD ****1111]\"]",
        " {\"a\" : 4111111111111111, oops|{\"a\" : \"[CARD ****1111]\", oops",
        "[\"x\\u0040b.com\"]|[\"[EMAIL]\"]",
        "[\"x\\u0040b.com\", oops|[\"[EMAIL]\", oops",
        "{\"a\":1} password: T1ger2024!|{\"a\":1} \"password: [SECRET]\""
      })
  void json_withoutType_isJson(String body, String masked) {
    same(body.strip(), masked);
  }

  @Test
  void guess_undecided_holdsFewBytes() {
    ByteString body = ByteString.copyFromUtf8("[" + "1,".repeat(1000));
    InspectionRun seen =
        InspectionRun.cut(Way.response("text/plain"), body, InspectionRun.bytewise(body.size()));
    int held = 0;
    int fed = 0;
    int left = 0;
    for (ByteString output : seen.outputs()) {
      left += output.size();
      held = Math.max(held, ++fed - left);
    }
    assertTrue(held <= 300, "held " + held);
  }

  private static void same(String body, String masked) {
    ByteString bytes = ByteString.copyFromUtf8(body);
    Way way = Way.response("text/plain");
    for (List<Integer> cuts :
        List.of(List.of(bytes.size()), InspectionRun.bytewise(bytes.size()))) {
      assertEquals(masked, InspectionRun.cut(way, bytes, cuts).text());
    }
  }
}
