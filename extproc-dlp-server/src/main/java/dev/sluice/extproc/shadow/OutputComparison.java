package dev.sluice.extproc.shadow;

import com.google.protobuf.ByteString;

/**
 * A comparison of two outputs that arrive in pieces. It keeps only what one is ahead of the other.
 */
final class OutputComparison {
  private ByteString liveAhead = ByteString.EMPTY;
  private ByteString shadowAhead = ByteString.EMPTY;
  private boolean differs;

  /** Adds the next bytes of both outputs. */
  void add(ByteString live, ByteString shadow) {
    if (differs) {
      return;
    }
    ByteString first = liveAhead.concat(live);
    ByteString second = shadowAhead.concat(shadow);
    int common = Math.min(first.size(), second.size());
    if (first.substring(0, common).equals(second.substring(0, common))) {
      liveAhead = first.substring(common);
      shadowAhead = second.substring(common);
    } else {
      differs = true;
      liveAhead = ByteString.EMPTY;
      shadowAhead = ByteString.EMPTY;
    }
  }

  /** Returns whether the outputs differ, now that both are complete. */
  boolean differs() {
    return differs || liveAhead.size() + shadowAhead.size() > 0;
  }

  /** Returns the number of bytes that one output is ahead. */
  long heldBytes() {
    return (long) liveAhead.size() + shadowAhead.size();
  }
}
