package dev.sluice.extproc.framing;

import dev.sluice.extproc.channel.KeyContext;
import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.scanner.ChannelScanner;

/** A framing of a form part that is one text; the name of its field is the context. */
public final class FormFieldFraming implements Framing {
  private final ChannelScanner scanner;
  private final KeyContext name;
  private boolean started;

  public FormFieldFraming(BodyContext context, KeyContext name) {
    this.name = name;
    scanner = context.scanner(Escaping.NONE, () -> "part");
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    if (!started) {
      started = true;
      name.context().ifPresent(words -> scanner.context(words.bytes(), words.length(), raw));
    }
    scanner.text(bytes, from, to, raw);
  }

  @Override
  public void end(long raw) {
    scanner.end();
  }

  @Override
  public long watermark(long raw) {
    return Math.min(raw, scanner.watermark());
  }
}
