package dev.sluice.extproc.framing;

import dev.sluice.extproc.channel.KeyContext;
import dev.sluice.extproc.decoder.FormDecoder;
import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.scanner.ChannelScanner;

/**
 * A framing of a form: each key and each value is a channel, and the key is the context of its
 * value.
 */
public final class FormFraming implements Framing, FormDecoder.Handler {
  private final ChannelScanner scanner;
  private final FormDecoder decoder = new FormDecoder(this);
  private final KeyContext key = new KeyContext();

  public FormFraming(BodyContext context) {
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
  public long watermark(long raw) {
    return Math.min(raw, Math.min(scanner.watermark(), decoder.watermark()));
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
  public void valueEnd() {
    scanner.end();
    key.begin(0);
  }
}
