package dev.sluice.extproc.external;

/** A listener for the calls of an external recognizer. */
public interface RecognitionListener {
  /** A listener that ignores everything. */
  RecognitionListener NONE =
      new RecognitionListener() {
        @Override
        public void onAnswer(long nanos) {}

        @Override
        public void onFailure(RecognitionFailure reason, boolean passed) {}
      };

  /** Handles one answer, and the time that it took. */
  void onAnswer(long nanos);

  /** Handles a body whose texts were not read; {@code passed} is true if it passes nevertheless. */
  void onFailure(RecognitionFailure reason, boolean passed);
}
