package dev.sluice.extproc.framing;

import dev.sluice.extproc.finding.BodyFindings;

/**
 * A framing of a part whose content type is not text. It is not read, but in a request it must not
 * begin as JSON.
 */
public final class OpaqueFraming implements Framing {
  private final BodyFindings findings;
  private final boolean suspected;
  private final JsonStart opening = new JsonStart();

  public OpaqueFraming(BodyFindings findings, boolean suspected) {
    this.findings = findings;
    this.suspected = suspected;
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    for (int i = from; suspected && i < to && !opening.decided(); i++) {
      if (opening.accept(bytes[i])) {
        findings.markInvalid(raw + i - from, JsonStart.HIDDEN_JSON);
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
