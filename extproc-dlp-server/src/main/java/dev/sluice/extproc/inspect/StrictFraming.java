package dev.sluice.extproc.inspect;

/**
 * JSON that must be JSON. Text that this server and an upstream could read differently would pass
 * uninspected; where it stops being JSON, the body ends.
 */
final class StrictFraming implements Framing {
  private final JsonFraming json;
  private final Tally tally;
  private boolean broken;

  /** Over JSON that is read strictly. */
  StrictFraming(JsonFraming json, Tally tally) {
    this.json = json;
    this.tally = tally;
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    if (broken || tally.over()) {
      return;
    }
    int wrong = json.feedUntilWrong(bytes, from, to, raw);
    if (wrong < to) {
      broken(raw + wrong - from);
    }
  }

  @Override
  public void end(long raw) {
    if (broken || tally.over()) {
      return;
    }
    json.end(raw);
    if (!json.complete()) {
      broken(raw);
    }
  }

  @Override
  public long decidedUntil(long raw) {
    return json.decidedUntil(raw);
  }

  private void broken(long raw) {
    broken = true;
    tally.invalid(json.decidedUntil(raw), "no JSON in UTF-8 from byte " + raw + " on");
  }
}
