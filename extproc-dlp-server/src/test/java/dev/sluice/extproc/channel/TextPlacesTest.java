package dev.sluice.extproc.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.extproc.decoder.KnownJsonKeys;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextPlacesTest {
  /** A path with a key that the tokenizer does not know would never be found. */
  @Test
  void keys_allKnown() {
    List<String> unknown =
        Stream.concat(TextPlaces.keys(), UsageFields.keys())
            .distinct()
            .filter(key -> !KnownJsonKeys.contains(key))
            .toList();
    assertEquals(List.of(), unknown);
  }
}
