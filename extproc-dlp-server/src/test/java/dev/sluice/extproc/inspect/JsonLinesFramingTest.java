package dev.sluice.extproc.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonLinesFramingTest {
  private static final String LINES = "application/x-ndjson";

  @Test
  void line_blockingRules_leavesAtItsEnd() {
    BodyInspection lines = InspectionRun.open(Way.response(LINES));
    assertTrue(lines.eventStream());
    assertTrue(lines.jsonLines());
    for (int i = 0; i < 10; i++) {
      String line = "{\"message\":{\"content\":\"word, \"},\"i\":" + i + ",\"done\":false}";
      assertEquals("", fed(lines, line));
      assertEquals(line + "\n", fed(lines, "\n"));
    }
  }

  @Test
  void line_ofRequest_waitsForWholeBody() {
    assertFalse(InspectionRun.open(Way.request(LINES)).eventStream());
  }

  @Test
  void line_streamsNotRead_waitsForWholeBody() {
    Optional<BodyInspection> body =
        Way.response(LINES)
            .inspector()
            .open(
                Way.response(LINES).direction(),
                LINES,
                InspectionRun.SCOPE,
                new InspectionSettings(false, 100));
    assertFalse(body.orElseThrow().eventStream());
  }

  private static String fed(BodyInspection lines, String text) {
    return lines.feed(ByteString.copyFromUtf8(text), false).output().toStringUtf8();
  }
}
