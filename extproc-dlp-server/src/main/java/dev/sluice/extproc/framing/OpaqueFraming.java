package dev.sluice.extproc.framing;

import dev.sluice.extproc.finding.BodyFindings;

/**
 * A part that says it is no text: nothing in it is read. In a request it must not begin as JSON.
 */
public final class OpaqueFraming implements Framing {
  private final BodyFindings tally;
  private final boolean suspected;
  private final JsonStart opening = new JsonStart();

  public OpaqueFraming(BodyFindings tally, boolean suspected) {
    this.tally = tally;
    this.suspected = suspected;
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    for (int i = from; suspected && i < to && !opening.decided(); i++) {
      if (opening.accept(bytes[i])) {
        tally.markInvalid(raw + i - from, JsonStart.HIDDEN_JSON);
      }
    }
  }

  @Override
  public void end(long raw) {}

  @Override
  public long watermark(long raw) {
    return raw;
  }
}
