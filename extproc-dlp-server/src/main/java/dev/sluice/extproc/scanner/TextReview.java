package dev.sluice.extproc.scanner;

import dev.sluice.extproc.policy.DlpRule;
import java.util.List;

/** A reader of whole texts that finds the matches of rules without patterns. */
public interface TextReview {
  /**
   * A match in a text.
   *
   * @param from the first byte of the match
   * @param to the offset after its last byte
   */
  record ReviewMatch(DlpRule rule, int from, int to) {}

  /**
   * Returns the matches in one text of a body, as it was received.
   *
   * @param text the words before the text elsewhere in the body, such as its key, and the text
   */
  List<ReviewMatch> review(byte[] text);
}
