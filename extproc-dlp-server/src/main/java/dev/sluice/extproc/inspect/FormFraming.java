package dev.sluice.extproc.inspect;

import dev.sluice.extproc.decoder.FormDecoder;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.scanner.ChannelScanner;

/** A form, each key and each value a channel of its own; a value's key is its context. */
final class FormFraming implements Framing, FormDecoder.Handler {
  private final ChannelScanner scanner;
  private final FormDecoder decoder = new FormDecoder(this);
  private final KeyWords key = new KeyWords();

  FormFraming(BodyContext context) {
    scanner = context.scanner(Escaping.FORM, () -> "form");
    key.begin(0);
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
    key.text(bytes, from, to);
    scanner.text(bytes, from, to, raw);
  }

  @Override
  public void unit(byte[] text, int from, int to, long raw, int rawLength) {
    key.text(text, from, to);
    scanner.unit(text, from, to, raw, rawLength);
  }

  @Override
  public void keyEnd(long raw) {
    scanner.end();
    key.end();
    key.context().ifPresent(words -> scanner.context(words.bytes(), words.length(), raw));
  }

  @Override
  public void end() {
    scanner.end();
    key.begin(0);
  }
}
