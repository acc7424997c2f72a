package dev.sluice.extproc.inspect;

import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.scanner.ChannelScanner;
import java.util.function.Supplier;

/** The whole body is one text. */
final class TextFraming implements Framing {
  private final ChannelScanner scanner;

  TextFraming(BodyContext context) {
    this(context, () -> "text");
  }

  TextFraming(BodyContext context, Supplier<String> channel) {
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
  public long decidedUntil(long raw) {
    return Math.min(raw, scanner.heldFrom());
  }
}
