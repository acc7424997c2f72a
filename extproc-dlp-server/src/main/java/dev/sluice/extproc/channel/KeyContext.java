package dev.sluice.extproc.channel;

import dev.sluice.extproc.decoder.JsonPath;
import java.util.Optional;
import java.util.Set;

/**
 * The last key of a document or form, as the context of its value. A key that only marks its value
 * as text is no context. In {@code {"name": "API_KEY", "value": "x"}} the name is the context of
 * the value.
 */
public final class KeyContext {
  /**
   * Keys of text in requests and responses of models; as a context, "text" would suggest a phone
   * number.
   */
  private static final Set<String> OF_TEXT = Set.of("text", "content", "input", "prompt", "output");

  private static final Set<String> OF_NAMES = Set.of("name", "key", "label", "field");
  private static final Set<String> OF_VALUES = Set.of("value");

  private final LabelText key = new LabelText();
  private final LabelText name = new LabelText();
  private int depth;
  private int named = -1;

  /** Begins a key at a depth of the document. */
  public void begin(int keyDepth) {
    depth = keyDepth;
    key.begin();
  }

  /** Begins a string that is not a key. */
  public void value(JsonPath path) {
    if (path.depth() == depth && key.isOneOf(OF_NAMES)) {
      name.begin();
      named = path.containerCount();
    }
  }

  public void text(byte[] text, int from, int to) {
    key.text(text, from, to);
    name.text(text, from, to);
  }

  /** Ends a string or a key. */
  public void end() {
    key.end();
    name.end();
  }

  /** Ends the document; its keys are no context for later values. */
  public void clear() {
    key.clear();
    name.clear();
  }

  /** Returns the context of a form value. */
  public Optional<LabelText> context() {
    return key.isComplete() && !key.isOneOf(OF_TEXT) ? Optional.of(key) : Optional.empty();
  }

  /** Returns the context of the value that begins here. */
  public Optional<LabelText> context(JsonPath path) {
    if (path.depth() != depth) {
      return Optional.empty();
    }
    boolean pair = named == path.containerCount() && name.isComplete() && key.isOneOf(OF_VALUES);
    return pair ? Optional.of(name) : context();
  }

  /** Returns the context of the string that begins here, which may be an item of a value. */
  public Optional<LabelText> contextOfString(JsonPath path) {
    boolean item = path.inArray() && path.depth() == depth + 1;
    return item ? context() : context(path);
  }
}
