package dev.sluice.extproc.framing.json;

import dev.sluice.extproc.finding.BodyFindings;
import dev.sluice.extproc.framing.Framing;

/**
 * JSON that must be JSON. Text that this server and an upstream could read differently would pass
 * uninspected; where it stops being JSON, the body ends.
 */
public final class StrictJsonFraming implements Framing {
  private final JsonFraming json;
  private final BodyFindings tally;
  private boolean broken;

  /** Over JSON that is read strictly. */
  public StrictJsonFraming(JsonFraming json, BodyFindings tally) {
    this.json = json;
    this.tally = tally;
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    if (broken || tally.isFinal()) {
      return;
    }
    int wrong = json.feedUntilInvalid(bytes, from, to, raw);
    if (wrong < to) {
      broken(raw + wrong - from);
    }
  }

  @Override
  public void end(long raw) {
    if (broken || tally.isFinal()) {
      return;
    }
    json.end(raw);
    if (!json.complete()) {
      broken(raw);
    }
  }

  @Override
  public long watermark(long raw) {
    return json.watermark(raw);
  }

  private void broken(long raw) {
    broken = true;
    tally.markInvalid(json.watermark(raw), "no JSON in UTF-8 from byte " + raw + " on");
  }
}
