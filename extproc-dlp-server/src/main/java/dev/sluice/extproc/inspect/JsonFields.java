package dev.sluice.extproc.inspect;

import dev.sluice.extproc.decoder.JsonHandler;
import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.decoder.JsonReading;
import dev.sluice.extproc.decoder.JsonTokenizer;
import dev.sluice.extproc.decoder.TextHandler;
import java.util.function.Function;

/**
 * The strings, keys and numbers of JSON documents. Each is a channel of its own, unless somebody
 * else takes its text.
 */
final class JsonFields implements JsonHandler {
  private final BodyContext context;
  private final Routes routes;
  private final DiffHash diff;
  private final JsonTokenizer tokenizer;
  private final StringText own;
  private final BareText bare;
  private final KeyWords key = new KeyWords();
  private TextHandler target;
  private boolean value;
  private boolean counted;
  private boolean hashed;
  private boolean outside;

  /** {@code channel} names the channel at a path. */
  JsonFields(
      BodyContext context,
      Routes routes,
      DiffHash diff,
      JsonReading reading,
      Function<JsonPath, String> channel) {
    this.context = context;
    this.routes = routes;
    this.diff = diff;
    tokenizer = new JsonTokenizer(this, reading);
    own = new StringText(context, () -> channel.apply(tokenizer.path()));
    bare = new BareText(own.scanner(), context);
    target = own;
  }

  JsonTokenizer tokenizer() {
    return tokenizer;
  }

  /** The first raw byte that is not decided. */
  long heldFrom() {
    long waiting = Math.min(bare.heldFrom(), tokenizer.pendingFrom());
    return Math.min(waiting, own.heldFrom());
  }

  /** Forgets what came before; {@link #whole} is about what follows. */
  void restart() {
    outside = false;
  }

  /** True if all brackets are closed and nothing stands outside of them. */
  boolean whole() {
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
    counted = !isKey && TokenCounter.isText(path);
    hashed = !isKey && DiffHash.isDiff(path);
  }

  @Override
  public void stringEnd(boolean isKey, long raw) {
    own.end();
    key.end();
    value = false;
    counted = false;
    hashed = false;
  }

  @Override
  public void bareStart(long raw) {
    outside |= tokenizer.path().depth() == 0;
    target = bare;
    bare.begin(raw);
    // Arrays of numbers are long; each would be searched with the key before it.
    key.context(tokenizer.path()).ifPresent(words -> context(words, raw));
  }

  private void context(Words words, long raw) {
    own.scanner().context(words.bytes(), words.length(), raw);
  }

  @Override
  public void bareEnd() {
    bare.end();
    int number = bare.value();
    if (number >= 0) {
      context.tokens().number(tokenizer.path(), routes.base(), number);
      routes.value(tokenizer.path(), number);
    }
  }

  @Override
  public void opens(boolean array, long raw) {
    routes.opens(tokenizer.path(), array, raw);
  }

  @Override
  public void closes(long raw) {
    routes.closes(tokenizer.path(), raw);
  }

  @Override
  public void documentEnd(long raw) {
    key.forget();
    routes.documentEnd(raw);
  }

  @Override
  public void tooDeep(long raw) {
    context
        .tally()
        .invalid(
            context.raw().applyAsLong(raw), "JSON nests deeper than " + JsonTokenizer.MAX_DEPTH);
  }

  @Override
  public void text(byte[] bytes, int from, int to, long raw) {
    observe(bytes, from, to, begun(bytes, from, to));
    target.text(bytes, from, to, raw);
  }

  @Override
  public void run(byte[] bytes, int from, int to, long raw, int characters, boolean shown) {
    observe(bytes, from, to, characters);
    if (shown) {
      target.shown(bytes, from, to, raw);
    } else {
      target.text(bytes, from, to, raw);
    }
  }

  @Override
  public void unit(byte[] text, int from, int to, long raw, int rawLength) {
    observe(text, from, to, begun(text, from, to));
    target.unit(text, from, to, raw, rawLength);
  }

  private static int begun(byte[] text, int from, int to) {
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
      context.tokens().text(characters, target instanceof Piece piece && !piece.alone());
    }
    if (hashed) {
      diff.text(text, from, to);
    }
  }
}
