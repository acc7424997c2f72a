package dev.sluice.extproc.framing.json;

import dev.sluice.extproc.decoder.TextHandler;
import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.framing.JsonStart;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.scanner.ChannelScanner;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The text of a JSON string, or of several that continue each other. It is one channel, or a
 * document with channels of its own if it begins as JSON does.
 */
final class JsonStringText implements TextHandler {
  private static final int MOST_LEVELS = 3;

  private enum State {
    BLANK,
    TEXT,
    DOCUMENT
  }

  private final BodyContext context;
  private final Supplier<String> channel;
  private final ChannelScanner scanner;
  private @Nullable EmbeddedDocument document;
  private State state = State.BLANK;

  JsonStringText(BodyContext context, Supplier<String> channel) {
    this.context = context;
    this.channel = channel;
    scanner = context.scanner(Escaping.JSON, channel);
  }

  /** Returns its scanner, which keys and numbers may use while no text is open. */
  ChannelScanner scanner() {
    return scanner;
  }

  @Override
  public void text(byte[] bytes, int from, int to, long raw) {
    int at = begin(bytes, from, to, raw);
    if (at < to) {
      target().text(bytes, at, to, raw + at - from);
    }
  }

  @Override
  public void normalizedText(byte[] bytes, int from, int to, long raw) {
    int at = begin(bytes, from, to, raw);
    if (at < to) {
      target().normalizedText(bytes, at, to, raw + at - from);
    }
  }

  @Override
  public void unit(byte[] text, int from, int to, long raw, int rawLength) {
    if (state == State.BLANK) {
      begin(text, JsonStart.skipBlank(text, from, to), to);
    }
    target().unit(text, from, to, raw, rawLength);
  }

  /** Skips white space before the text; returns the index at which it begins. */
  private int begin(byte[] bytes, int from, int to, long raw) {
    if (state != State.BLANK) {
      return from;
    }
    int at = JsonStart.skipBlank(bytes, from, to);
    if (at > from) {
      scanner.text(bytes, from, at, raw);
    }
    begin(bytes, at, to);
    return at;
  }

  private void begin(byte[] text, int at, int to) {
    if (at < to) {
      boolean opens = JsonStart.isOpeningBracket(text[at]) && context.level() < MOST_LEVELS;
      state = opens ? State.DOCUMENT : State.TEXT;
      if (opens) {
        scanner.end();
      }
    }
  }

  private TextHandler target() {
    return state == State.DOCUMENT ? document() : scanner;
  }

  private EmbeddedDocument document() {
    if (document == null) {
      document = new EmbeddedDocument(context, channel);
    }
    return document;
  }

  /** Ends the text; another one may begin. */
  void end() {
    scanner.end();
    if (state == State.DOCUMENT) {
      document().end();
    }
    state = State.BLANK;
  }

  /** Returns the watermark: the first raw byte that must wait. */
  long watermark() {
    long held = scanner.watermark();
    return state == State.DOCUMENT ? Math.min(held, document().watermark()) : held;
  }
}
