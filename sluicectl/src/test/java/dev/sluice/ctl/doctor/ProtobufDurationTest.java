package dev.sluice.ctl.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.ctl.doctor.filter.ProtobufDuration;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("N-12")
class ProtobufDurationTest {

  @Test
  void parse_units() {
    assertEquals(Optional.of(Duration.ofMillis(500)), ProtobufDuration.parse("0.5s"));
    assertEquals(Optional.of(Duration.ofMillis(500)), ProtobufDuration.parse("500ms"));
    assertEquals(Optional.of(Duration.ofMinutes(10)), ProtobufDuration.parse("600s"));
    assertEquals(Optional.of(Duration.ofHours(1)), ProtobufDuration.parse("1h"));
  }

  @Test
  void parse_otherText_isEmpty() {
    for (String text : new String[] {"", "5", "-1s", "1 s", "9999999999s"}) {
      assertEquals(Optional.empty(), ProtobufDuration.parse(text), text);
    }
  }
}
