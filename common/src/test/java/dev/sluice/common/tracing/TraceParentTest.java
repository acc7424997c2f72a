package dev.sluice.common.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final Optional<TraceParent> KNOWN = Optional.of(new TraceParent(TRACE, SPAN));

  @ParameterizedTest
  @ValueSource(strings = {"01", "03", "ff"})
  void sampled_flag_decides(String flags) {
    assertEquals(KNOWN, TraceParent.sampled("00-" + TRACE + "-" + SPAN + "-" + flags));
  }

  @Test
  void sampled_laterVersion_isAccepted() {
    assertEquals(KNOWN, TraceParent.sampled("01-" + TRACE + "-" + SPAN + "-01"));
    assertEquals(KNOWN, TraceParent.sampled("cc-" + TRACE + "-" + SPAN + "-01-more"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-" + TRACE + "-" + SPAN + "-00",
        "00-" + TRACE + "-" + SPAN + "-02",
        "00-" + TRACE + "-" + SPAN + "-0g",
        "00-" + TRACE + "-" + SPAN + "-g1",
        "00-" + TRACE + "-" + SPAN + "-01-more",
        "00-" + TRACE + "-" + SPAN + "-011",
        "ff-" + TRACE + "-" + SPAN + "-01",
        "ff-" + TRACE + "-" + SPAN + "-01-more",
        "0x-" + TRACE + "-" + SPAN + "-01",
        "00_" + TRACE + "-" + SPAN + "-01",
        "00-" + TRACE + "_" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "_01",
        "00-00000000000000000000000000000000-" + SPAN + "-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-" + SPAN + "-01"
      })
  void of_malformed_isEmpty(String header) {
    assertEquals(Optional.empty(), TraceParent.sampled(header));
  }
}
