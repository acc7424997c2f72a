package dev.sluice.extproc.external;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.concurrent.Executor;

/** A service that finds entities in whole texts. */
public interface ExternalRecognizer {
  /**
   * Returns the entities in the texts of one body, in UTF-8. It blocks, so it is called on a thread
   * of the {@link #executor}.
   */
  RecognitionResult recognize(Collection<ByteBuffer> texts);

  /** Returns an executor whose threads may block. */
  Executor executor();

  /** Returns true if a body passes although its texts could not be read; it is counted. */
  boolean passesUnread();
}
