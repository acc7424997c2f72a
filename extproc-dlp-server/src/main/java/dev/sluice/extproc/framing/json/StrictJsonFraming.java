package dev.sluice.extproc.framing.json;

import dev.sluice.extproc.finding.BodyFindings;
import dev.sluice.extproc.framing.Framing;

/**
 * A framing that requires valid JSON. This server and an upstream could read other text
 * differently, so the body is rejected where the JSON is invalid.
 */
public final class StrictJsonFraming implements Framing {
  private final JsonFraming json;
  private final BodyFindings findings;
  private boolean broken;

  /** Creates the framing over JSON that is read strictly. */
  public StrictJsonFraming(JsonFraming json, BodyFindings findings) {
    this.json = json;
    this.findings = findings;
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    if (broken || findings.isFinal()) {
      return;
    }
    int invalidAt = json.feedUntilInvalid(bytes, from, to, raw);
    if (invalidAt < to) {
      broken(raw + invalidAt - from);
    }
  }

  @Override
  public void end(long raw) {
    if (broken || findings.isFinal()) {
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
    findings.markInvalid(json.watermark(raw), "not JSON in UTF-8 from byte " + raw + " on");
  }
}
