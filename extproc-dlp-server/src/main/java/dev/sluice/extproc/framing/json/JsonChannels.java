package dev.sluice.extproc.framing.json;

import dev.sluice.extproc.channel.BufferedText;
import dev.sluice.extproc.channel.KeyContext;
import dev.sluice.extproc.channel.LabelText;
import dev.sluice.extproc.decoder.JsonHandler;
import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.decoder.JsonReaderOptions;
import dev.sluice.extproc.decoder.JsonTokenizer;
import dev.sluice.extproc.decoder.TextHandler;
import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.finding.ChangedFilesHash;
import dev.sluice.extproc.finding.DiffHash;
import dev.sluice.extproc.finding.TokenUsageCounter;
import java.util.function.Function;

/**
 * The channels of JSON documents: strings, keys and numbers. Each is a channel of its own, unless a
 * router reads its text.
 */
public final class JsonChannels implements JsonHandler {
  private final BodyContext context;
  private final JsonTextRouter routes;
  private final DiffHash diff;
  private final JsonTokenizer tokenizer;
  private final JsonStringText own;
  private final JsonBareValue bare;
  private final KeyContext key = new KeyContext();
  private TextHandler target;
  private boolean value;
  private boolean counted;
  private boolean hashed;
  private boolean listed;
  private boolean naming;
  private boolean outside;

  /** Creates the channels; {@code channel} names the channel at a path. */
  public JsonChannels(
      BodyContext context,
      JsonTextRouter routes,
      DiffHash diff,
      JsonReaderOptions reading,
      Function<JsonPath, String> channel) {
    this.context = context;
    this.routes = routes;
    this.diff = diff;
    tokenizer = new JsonTokenizer(this, reading);
    own = new JsonStringText(context, () -> channel.apply(tokenizer.path()));
    bare = new JsonBareValue(own.scanner(), context);
    target = own;
  }

  public JsonTokenizer tokenizer() {
    return tokenizer;
  }

  /** Returns the watermark: the first raw byte that must wait. */
  long watermark() {
    long waiting = Math.min(bare.watermark(), tokenizer.watermark());
    return Math.min(waiting, own.watermark());
  }

  /** Forgets the earlier documents, so that {@link #isComplete} describes the next one. */
  public void restart() {
    outside = false;
  }

  /** Returns true if all brackets are closed and no value is outside them. */
  public boolean isComplete() {
    return tokenizer.path().depth() == 0 && !outside;
  }

  @Override
  public void stringStart(boolean isKey, long raw) {
    JsonPath path = tokenizer.path();
    outside |= path.depth() == 0;
    value = !isKey;
    target = isKey ? own.scanner() : routes.route(path, own, raw);
    if (isKey) {
      key.begin(path.depth());
    } else if (target == own) {
      key.contextOfString(path).ifPresent(words -> context(words, raw));
      key.value(path);
    }
    counted = !isKey && TokenUsageCounter.isText(path);
    hashed = !isKey && DiffHash.isDiff(path);
    listed = !isKey && ChangedFilesHash.isFile(path);
    naming = !isKey && context.tokens().isModel(path);
    if (naming) {
      context.tokens().modelStart();
    }
  }

  @Override
  public void stringEnd(boolean isKey, long raw) {
    own.end();
    key.end();
    if (listed) {
      diff.files().nameEnd();
    }
    value = false;
    counted = false;
    hashed = false;
    listed = false;
    naming = false;
  }

  @Override
  public void bareStart(long raw) {
    outside |= tokenizer.path().depth() == 0;
    target = bare;
    bare.begin(raw);
    // Arrays of numbers are long, and each number would be searched with the key before it.
    key.context(tokenizer.path()).ifPresent(words -> context(words, raw));
  }

  private void context(LabelText words, long raw) {
    own.scanner().context(words.bytes(), words.length(), raw);
  }

  @Override
  public void bareEnd() {
    bare.end();
    int number = bare.value();
    if (number >= 0) {
      context.tokens().number(tokenizer.path(), routes.itemLevel(), number);
      routes.value(tokenizer.path(), number);
    }
  }

  @Override
  public void containerStart(boolean array, long raw) {
    routes.containerStart(tokenizer.path(), array, raw);
  }

  @Override
  public void containerEnd(long raw) {
    routes.containerEnd(tokenizer.path(), raw);
  }

  @Override
  public void documentEnd(long raw) {
    key.clear();
    routes.documentEnd(raw);
  }

  @Override
  public void tooDeep(long raw) {
    context
        .findings()
        .markInvalid(
            context.rawOffset().applyAsLong(raw),
            "JSON nests deeper than " + JsonTokenizer.MAX_DEPTH);
  }

  @Override
  public void text(byte[] bytes, int from, int to, long raw) {
    observe(bytes, from, to, charactersIn(bytes, from, to));
    target.text(bytes, from, to, raw);
  }

  @Override
  public void run(byte[] bytes, int from, int to, long raw, int characters, boolean shown) {
    observe(bytes, from, to, characters);
    if (shown) {
      target.normalizedText(bytes, from, to, raw);
    } else {
      target.text(bytes, from, to, raw);
    }
  }

  @Override
  public void unit(byte[] text, int from, int to, long raw, int rawLength) {
    observe(text, from, to, charactersIn(text, from, to));
    target.unit(text, from, to, raw, rawLength);
  }

  private static int charactersIn(byte[] text, int from, int to) {
    int characters = 0;
    for (int at = from; at < to; at++) {
      characters += (text[at] & 0xC0) == 0x80 ? 0 : 1;
    }
    return characters;
  }

  private void observe(byte[] text, int from, int to, int characters) {
    key.text(text, from, to);
    if (value) {
      routes.text(text, from, to);
    }
    if (counted) {
      context
          .tokens()
          .text(
              text,
              from,
              to,
              characters,
              target instanceof BufferedText piece && !piece.mayBeWhole());
    }
    if (naming) {
      context.tokens().model(text, from, to);
    }
    if (hashed) {
      diff.text(text, from, to);
    }
    if (listed) {
      diff.files().text(text, from, to);
    }
  }
}
