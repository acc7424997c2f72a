package dev.sluice.extproc.inspect;

import dev.sluice.extproc.decoder.FormDecoder;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.scanner.ChannelScanner;

/** A form, each key and each value a channel of its own. */
final class FormFraming implements Framing, FormDecoder.Handler {
  private final ChannelScanner scanner;
  private final FormDecoder decoder = new FormDecoder(this);

  FormFraming(BodyContext context) {
    scanner = context.scanner(Escaping.FORM, () -> "form");
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    decoder.feed(bytes, from, to, raw);
  }

  @Override
  public void end(long raw) {
    decoder.end();
  }

  @Override
  public long decidedUntil(long raw) {
    return Math.min(raw, Math.min(scanner.heldFrom(), decoder.pendingFrom()));
  }

  @Override
  public void text(byte[] bytes, int from, int to, long raw) {
    scanner.text(bytes, from, to, raw);
  }

  @Override
  public void unit(byte[] text, int from, int to, long raw, int rawLength) {
    scanner.unit(text, from, to, raw, rawLength);
  }

  @Override
  public void end() {
    scanner.end();
  }
}
