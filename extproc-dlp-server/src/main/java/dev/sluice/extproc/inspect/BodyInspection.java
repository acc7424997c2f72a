package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome;
import dev.sluice.extproc.finding.TokenUsage;
import java.util.List;
import java.util.Optional;

/** One direction of one exchange under inspection; used by one thread at a time. */
public interface BodyInspection {
  /**
   * Takes the next bytes of the body and tells what may leave. All outputs together, findings and
   * the verdict depend on the bytes of the body alone, not on how they were cut. After {@code last}
   * or a final verdict it must not be called again.
   */
  BodyVerdict feed(ByteString chunk, boolean last);

  /** The matches decided so far, the first thousand of them. */
  List<DlpFinding> findings();

  /** What all matches so far came to. */
  InspectionOutcome outcome();

  /** The tokens seen so far. */
  TokenUsage usage();

  /**
   * False if the body is no text, and only made sure of to be none: it needs not be held until its
   * end, however long it is.
   */
  default boolean scanned() {
    return true;
  }

  /** How many bytes are held back inside. */
  long heldBytes();

  /**
   * True if the body is a stream of events or lines: a block then ends it with one that says so.
   */
  boolean eventStream();

  /** True if it is a stream of lines of JSON. */
  default boolean jsonLines() {
    return false;
  }

  /** SHA-256, in hex, of the diffs in an agent's answer; empty until one was seen whole. */
  Optional<String> diffHash();
}
