package dev.sluice.extproc.channel;

import dev.sluice.extproc.decoder.JsonPath;
import java.util.Optional;
import java.util.Set;

/**
 * The last key of a document or form, as context of its value; not one that only says that its
 * value is text. In {@code {"name": "API_KEY", "value": "x"}} the name is the context of the value.
 */
public final class KeyContext {
  /** In the requests and answers of models; "text" would also be what one does by telephone. */
  private static final Set<String> OF_TEXT = Set.of("text", "content", "input", "prompt", "output");

  private static final Set<String> OF_NAMES = Set.of("name", "key", "label", "field");
  private static final Set<String> OF_VALUES = Set.of("value");

  private final LabelText key = new LabelText();
  private final LabelText name = new LabelText();
  private int depth;
  private int named = -1;

  /** A key begins at a depth of the document. */
  public void begin(int keyDepth) {
    depth = keyDepth;
    key.begin();
  }

  /** A string begins that is no key. */
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

  /** A string ends, be it the key. */
  public void end() {
    key.end();
    name.end();
  }

  /** The document ends, and its keys say nothing about what follows. */
  public void clear() {
    key.clear();
    name.clear();
  }

  /** What stands before the value of a form's key. */
  public Optional<LabelText> context() {
    return key.isComplete() && !key.isOneOf(OF_TEXT) ? Optional.of(key) : Optional.empty();
  }

  /** What stands before the value that begins here. */
  public Optional<LabelText> context(JsonPath path) {
    if (path.depth() != depth) {
      return Optional.empty();
    }
    boolean pair = named == path.containerCount() && name.isComplete() && key.isOneOf(OF_VALUES);
    return pair ? Optional.of(name) : context();
  }

  /** What stands before the string that begins here, be it an item of a value. */
  public Optional<LabelText> contextOfString(JsonPath path) {
    boolean item = path.inArray() && path.depth() == depth + 1;
    return item ? context() : context(path);
  }
}
