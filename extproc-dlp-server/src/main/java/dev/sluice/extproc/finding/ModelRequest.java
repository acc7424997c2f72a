package dev.sluice.extproc.finding;

import java.util.OptionalInt;

/**
 * The properties of a request that decide how many tokens its call may use.
 *
 * @param model the model that the body names, or an empty text
 * @param inputTokens the estimated tokens of its texts
 * @param maxOutput the highest number of output tokens that the request allows for one answer
 * @param answers the number of answers that the request asks for
 * @param streamed true if the request asks for a stream
 */
public record ModelRequest(
    String model, long inputTokens, OptionalInt maxOutput, int answers, boolean streamed) {
  /** A request whose body is not read. */
  public static final ModelRequest UNREAD = new ModelRequest("", 0, OptionalInt.empty(), 1, false);

  /** Returns the output tokens to reserve: none for a stream, which is counted while it runs. */
  public long reservedOutput(int defaultOutput) {
    return streamed ? 0 : (long) maxOutput.orElse(defaultOutput) * answers;
  }

  /** Returns the same request to another model, which its path names. */
  public ModelRequest withModel(String named) {
    return new ModelRequest(named, inputTokens, maxOutput, answers, streamed);
  }

  /** Returns the same request for a stream. */
  public ModelRequest asStream() {
    return new ModelRequest(model, inputTokens, maxOutput, answers, true);
  }
}
