package dev.sluice.extproc.inspect;

import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.scanner.ChannelScanner;

/** A part of a form that is one text, with the name of its field as context. */
final class FieldFraming implements Framing {
  private final ChannelScanner scanner;
  private final KeyWords name;
  private boolean begun;

  FieldFraming(BodyContext context, KeyWords name) {
    this.name = name;
    scanner = context.scanner(Escaping.NONE, () -> "part");
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    if (!begun) {
      begun = true;
      name.context().ifPresent(words -> scanner.context(words.bytes(), words.length(), raw));
    }
    scanner.text(bytes, from, to, raw);
  }

  @Override
  public void end(long raw) {
    scanner.end();
  }

  @Override
  public long decidedUntil(long raw) {
    return Math.min(raw, scanner.heldFrom());
  }
}
