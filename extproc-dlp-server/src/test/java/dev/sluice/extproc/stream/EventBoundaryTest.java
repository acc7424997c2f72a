package dev.sluice.extproc.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

class EventBoundaryTest {
  @Test
  void lineSeparator_onlyInsideALine() {
    var boundary = new EventBoundary();
    assertEquals("", boundary.lineSeparator().toStringUtf8());
    boundary.passed(ByteString.copyFromUtf8("{}"));
    assertEquals("\n", boundary.lineSeparator().toStringUtf8());
    boundary.passed(ByteString.copyFromUtf8("\r\n"));
    assertEquals("", boundary.lineSeparator().toStringUtf8());
  }

  @Test
  void separator_afterWholeEvents_none() {
    for (String sent :
        new String[] {"", "a\n\n", "a\r\n\r\n", "a\r\r", "a\n\n\n", "\n\n", "a\n\r\n"}) {
      assertEquals("", separatorAfter(sent), () -> "after " + sent.replace("\r", "R"));
    }
  }

  @Test
  void separator_insideAnEvent_endsIt() {
    for (String sent : new String[] {"a", "a\n", "a\r\n", "\r\n", "a\n\nb", "a\r"}) {
      assertEquals("\n\n", separatorAfter(sent), () -> "after " + sent.replace("\r", "R"));
    }
  }

  private static String separatorAfter(String sent) {
    EventBoundary whole = new EventBoundary();
    whole.passed(ByteString.copyFromUtf8(sent));
    EventBoundary cut = new EventBoundary();
    sent.chars().forEach(c -> cut.passed(ByteString.copyFromUtf8(Character.toString(c))));
    assertEquals(whole.separator(), cut.separator());
    return whole.separator().toStringUtf8();
  }
}
