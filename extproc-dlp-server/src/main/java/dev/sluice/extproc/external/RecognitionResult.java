package dev.sluice.extproc.external;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** The result of a search in the texts of one body. */
public sealed interface RecognitionResult {
  /** The entities of each text; texts without any are left out. */
  record Found(Map<ByteBuffer, List<RecognizedEntity>> entities) implements RecognitionResult {
    public Found {
      entities = Map.copyOf(entities);
    }
  }

  /** The texts were not read. */
  record Failed(RecognitionFailure reason) implements RecognitionResult {}
}
