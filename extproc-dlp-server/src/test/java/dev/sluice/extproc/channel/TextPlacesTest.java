package dev.sluice.extproc.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.extproc.decoder.KnownJsonKeys;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextPlacesTest {
  /** The tokenizer reports only shared keys, so a path with any other key would never match. */
  @Test
  void keys_all_areShared() {
    List<String> unknown =
        Stream.concat(TextPlaces.keys(), UsageFields.keys())
            .distinct()
            .filter(key -> !KnownJsonKeys.contains(key))
            .toList();
    assertEquals(List.of(), unknown);
  }
}
