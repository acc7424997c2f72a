package dev.sluice.e2e.stub;

import java.util.List;
import java.util.Map;

/** An answer of the stub model: one document, or a stream. */
sealed interface ModelAnswer {
  /** A document that is sent as a whole. */
  record Whole(Map<String, ?> document) implements ModelAnswer {}

  /** A text that is sent in pieces. */
  record Streamed(CompletionStream stream, List<String> pieces, int promptTokens)
      implements ModelAnswer {
    public Streamed {
      pieces = List.copyOf(pieces);
    }
  }
}
