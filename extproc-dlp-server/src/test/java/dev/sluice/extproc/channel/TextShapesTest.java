package dev.sluice.extproc.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.extproc.decoder.KnownKeys;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextShapesTest {
  /** A path with a key that the tokenizer does not know would never be found. */
  @Test
  void keys_allKnown() {
    List<String> unknown =
        Stream.concat(TextShapes.keys(), UsageShapes.keys())
            .distinct()
            .filter(key -> !KnownKeys.contains(key))
            .toList();
    assertEquals(List.of(), unknown);
  }
}
