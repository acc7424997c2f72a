package dev.sluice.extproc.scanner;

import dev.sluice.extproc.policy.DlpRule;
import java.io.ByteArrayOutputStream;

/** The text of a channel for a review, which needs all of it. No byte of it leaves before. */
final class ReviewedText {
  /** A consumer of the matches in a text. */
  @FunctionalInterface
  interface Matches {
    void found(DlpRule rule, long offset, long end, byte[] text, int from, int to);
  }

  private final TextReview review;
  private final RawOffsetMap map;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream(64);
  private int contextLength;

  ReviewedText(TextReview review, RawOffsetMap map) {
    this.review = review;
    this.map = map;
  }

  void context(byte[] words, int length, long raw) {
    contextLength = length;
    map.add(length, raw, 0);
    text.write(words, 0, length);
  }

  void text(byte[] bytes, int from, int to, long raw) {
    map.add(to - from, raw, to - from);
    text.write(bytes, from, to - from);
  }

  void unit(byte[] bytes, int from, int to, long raw, int rawLength) {
    map.add(to - from, raw, rawLength);
    text.write(bytes, from, to - from);
  }

  /** Returns the first raw byte of the text; {@code Long.MAX_VALUE} if there is none. */
  long watermark() {
    return map.length() == 0 ? Long.MAX_VALUE : map.rawStart(0);
  }

  /** Reports the matches in the text; another one may begin. */
  void end(Matches matches) {
    byte[] whole = text.toByteArray();
    text.reset();
    if (whole.length > contextLength) {
      for (TextReview.ReviewMatch match : review.review(whole)) {
        matches.found(match.rule(), match.from(), match.to(), whole, match.from(), match.to());
      }
    }
    contextLength = 0;
  }
}
