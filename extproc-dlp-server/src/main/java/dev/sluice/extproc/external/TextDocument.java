package dev.sluice.extproc.external;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A text for one call of the service: texts of a body, or parts of them, one below the other. */
final class TextDocument {
  /** A part of a text of the body, at a place of the document. */
  private record Segment(ByteBuffer text, int textFrom, int from, int length) {}

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Segment> segments = new ArrayList<>();

  int size() {
    return bytes.size();
  }

  /** Appends a part of a text; {@code readable} is the text in valid UTF-8, of the same length. */
  void append(ByteBuffer text, byte[] readable, int from, int to) {
    if (bytes.size() > 0) {
      bytes.write('\n');
    }
    segments.add(new Segment(text, from, bytes.size(), to - from));
    bytes.write(readable, from, to - from);
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  /** Adds an entity of the document to each text that it covers a part of. */
  void assign(RecognizedEntity entity, Map<ByteBuffer, Set<RecognizedEntity>> found) {
    for (Segment segment : segments) {
      int from = Math.max(entity.from(), segment.from());
      int to = Math.min(entity.to(), segment.from() + segment.length());
      if (from < to) {
        int shift = segment.textFrom() - segment.from();
        found
            .computeIfAbsent(segment.text(), _ -> new LinkedHashSet<>())
            .add(new RecognizedEntity(entity.type(), from + shift, to + shift, entity.score()));
      }
    }
  }
}
