package dev.sluice.extproc.inspect;

import dev.sluice.extproc.decoder.JsonGrammar;

/**
 * JSON that must be JSON. Text that this server and an upstream could read differently would pass
 * uninspected; where it stops being JSON, the body ends.
 */
final class StrictFraming implements Framing {
  private final Framing json;
  private final Tally tally;
  private final JsonGrammar grammar = new JsonGrammar();
  private boolean broken;

  StrictFraming(Framing json, Tally tally) {
    this.json = json;
    this.tally = tally;
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    if (broken || tally.over()) {
      return;
    }
    int wrong = grammar.check(bytes, from, to);
    json.feed(bytes, from, wrong, raw);
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
    if (!grammar.complete()) {
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
