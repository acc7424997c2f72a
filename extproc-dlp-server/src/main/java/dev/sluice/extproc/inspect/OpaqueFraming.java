package dev.sluice.extproc.inspect;

/**
 * A part that says it is no text: nothing in it is read. In a request it must not begin as JSON.
 */
final class OpaqueFraming implements Framing {
  private final Tally tally;
  private final boolean suspected;
  private final JsonOpening opening = new JsonOpening();

  OpaqueFraming(Tally tally, boolean suspected) {
    this.tally = tally;
    this.suspected = suspected;
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    for (int i = from; suspected && i < to && !opening.decided(); i++) {
      if (opening.shownBy(bytes[i])) {
        tally.invalid(raw + i - from, OpaqueInspection.HIDDEN_JSON);
      }
    }
  }

  @Override
  public void end(long raw) {}

  @Override
  public long decidedUntil(long raw) {
    return raw;
  }
}
