package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.finding.BodyChange;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome;
import dev.sluice.extproc.finding.ModelRequest;
import dev.sluice.extproc.finding.TokenUsage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** An inspection of one direction of one exchange; used by one thread at a time. */
public interface BodyInspection {
  /**
   * Inspects the next bytes of the body and returns what may leave. The joined outputs, the
   * findings and the verdict depend on the bytes of the body alone, not on how they are split into
   * chunks. It must not be called again after {@code last} or a final verdict.
   */
  BodyVerdict feed(ByteString chunk, boolean last);

  /**
   * Returns what the verdict on the whole body waits for; empty if it is known. When it is
   * completed, {@link #feed} is called once more, with no bytes and {@code last}.
   */
  default Optional<CompletionStage<?>> awaited() {
    return Optional.empty();
  }

  /** Returns true if the joined outputs may differ from the bytes of the body that they are for. */
  default boolean changed() {
    return true;
  }

  /** Returns the findings so far, at most the first thousand. */
  List<DlpFinding> findings();

  /** Returns the outcome of all findings so far. */
  InspectionOutcome outcome();

  /** Returns the token usage so far. */
  TokenUsage usage();

  /** Returns the properties of a request that has passed. */
  default ModelRequest request() {
    return ModelRequest.UNREAD;
  }

  /** Returns an estimate of the tokens of the text so far, by its script. */
  default long estimatedTokens() {
    return 0;
  }

  /**
   * Returns false if the body is not text and is only checked not to be JSON. Such a body need not
   * be held until its end, whatever its length.
   */
  default boolean scanned() {
    return true;
  }

  /** Returns the number of bytes that the inspection holds. */
  long heldBytes();

  /**
   * Returns true if the body is a stream of events or lines; a block then ends it with an error
   * event or line.
   */
  boolean eventStream();

  /** Returns true if the body is a stream of JSON lines. */
  default boolean jsonLines() {
    return false;
  }

  /**
   * Returns the SHA-256, in hex, of the diffs in an agent's response; empty before the first
   * complete diff.
   */
  Optional<String> diffHash();

  /** Returns the SHA-256, in hex, of the list of changed files in an agent's response. */
  default Optional<String> changedFilesHash() {
    return Optional.empty();
  }

  /**
   * Returns what the shadow rules would have changed; empty until the verdict on the whole body is
   * known, and for a body that they do not read.
   */
  default Optional<BodyChange> shadowChange() {
    return Optional.empty();
  }
}
