package dev.sluice.extproc.stream.body;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

class EventBoundaryTrackerTest {
  @Test
  void lineSeparator_insideLine_isLineFeed() {
    var boundary = new EventBoundaryTracker();
    assertEquals("", boundary.lineSeparator().toStringUtf8());
    boundary.sent(ByteString.copyFromUtf8("{}"));
    assertEquals("\n", boundary.lineSeparator().toStringUtf8());
    boundary.sent(ByteString.copyFromUtf8("\r\n"));
    assertEquals("", boundary.lineSeparator().toStringUtf8());
  }

  @Test
  void separator_afterWholeEvents_isEmpty() {
    for (String sent :
        new String[] {"", "a\n\n", "a\r\n\r\n", "a\r\r", "a\n\n\n", "\n\n", "a\n\r\n"}) {
      assertEquals("", separatorAfter(sent), () -> "after " + sent.replace("\r", "R"));
    }
  }

  @Test
  void separator_insideEvent_endsEvent() {
    for (String sent : new String[] {"a", "a\n", "a\r\n", "\r\n", "a\n\nb", "a\r"}) {
      assertEquals("\n\n", separatorAfter(sent), () -> "after " + sent.replace("\r", "R"));
    }
  }

  private static String separatorAfter(String sent) {
    EventBoundaryTracker whole = new EventBoundaryTracker();
    whole.sent(ByteString.copyFromUtf8(sent));
    EventBoundaryTracker cut = new EventBoundaryTracker();
    sent.chars().forEach(c -> cut.sent(ByteString.copyFromUtf8(Character.toString(c))));
    assertEquals(whole.separator(), cut.separator());
    return whole.separator().toStringUtf8();
  }
}
