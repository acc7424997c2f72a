package dev.sluice.extproc.framing;

import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.scanner.ChannelScanner;
import java.util.function.Supplier;

/** A framing of a body that is one text. */
public final class TextFraming implements Framing {
  private final ChannelScanner scanner;

  public TextFraming(BodyContext context) {
    this(context, () -> "text");
  }

  public TextFraming(BodyContext context, Supplier<String> channel) {
    scanner = context.scanner(Escaping.NONE, channel);
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
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
