package dev.sluice.common.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C-85")
class LogFormatTest {
  @Test
  void choose_text_onlyIfConfigured() {
    assertEquals("text", LogFormat.choose(Map.of("SLUICE_LOG_FORMAT", "Text")));
    assertEquals("ecs", LogFormat.choose(Map.of("SLUICE_LOG_FORMAT", "json")));
    assertEquals("ecs", LogFormat.choose(Map.of()));
  }
}
