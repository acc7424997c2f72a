package dev.sluice.extproc.selection;

import dev.sluice.extproc.decoder.JsonHandler;
import dev.sluice.extproc.decoder.JsonReaderOptions;
import dev.sluice.extproc.decoder.JsonTokenizer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A search for the member {@code model} of a JSON object that arrives in pieces. It keeps the name
 * alone, up to a limit, and continues behind it to find a second one.
 */
final class ModelMember {
  private static final String KEY = "model";

  /** The longest name of a model, in bytes; the database allows 200 characters. */
  private static final int LONGEST = 800;

  private final JsonTokenizer tokenizer =
      new JsonTokenizer(new Handler(), new JsonReaderOptions(false, true));
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private boolean collecting;
  private boolean atModel;
  private boolean hasMembers;
  private boolean isValid = true;
  private boolean isText = true;
  private int count;
  private String name = "";
  private long start = -1;
  private long end = -1;
  private long objectEnd = -1;

  /** Reads the next bytes; {@code raw} is the offset of the first one in the body. */
  void feed(byte[] bytes, int from, int to, long raw) {
    boolean read = tokenizer.feed(bytes, from, to, raw) == to;
    isValid = isValid && read;
  }

  /** Returns false after a byte that is not JSON, or that begins a second document. */
  boolean isValid() {
    return isValid;
  }

  /** Returns true if the text may end here. */
  boolean isComplete() {
    return isValid && tokenizer.isComplete();
  }

  /** Returns how many members with this key have begun their value. */
  int count() {
    return count;
  }

  /** Returns false if a value is not a string. */
  boolean isText() {
    return isText;
  }

  /** Returns the offset of the first value's quote; -1 before it. */
  long start() {
    return start;
  }

  /** Returns the offset after the first value; -1 before its end. */
  long end() {
    return end;
  }

  /** Returns the name in the first value; too long a name is cut and so names nothing. */
  String name() {
    return name;
  }

  /** Returns the offset of the bracket that ends the first object; -1 before it. */
  long objectEnd() {
    return objectEnd;
  }

  /** Returns true if the object has a member. */
  boolean hasMembers() {
    return hasMembers;
  }

  private final class Handler implements JsonHandler {
    @Override
    public void stringStart(boolean key, long raw) {
      beginValue();
      if (!isMember()) {
        return;
      }
      hasMembers |= key;
      collecting = key || (atModel && count == 0);
      text.reset();
      if (!key && atModel) {
        if (count == 0) {
          start = raw - 1;
        }
        count++;
      }
    }

    @Override
    public void run(byte[] bytes, int from, int to, long raw, int characters, boolean shown) {
      collect(bytes, from, to);
    }

    @Override
    public void text(byte[] bytes, int from, int to, long raw) {
      collect(bytes, from, to);
    }

    @Override
    public void unit(byte[] bytes, int from, int to, long raw, int rawLength) {
      collect(bytes, from, to);
    }

    @Override
    public void stringEnd(boolean key, long raw) {
      if (!isMember()) {
        return;
      }
      if (key) {
        atModel = text.toString(StandardCharsets.UTF_8).equals(KEY);
      } else if (atModel) {
        if (count == 1) {
          name = text.toString(StandardCharsets.UTF_8);
          end = raw + 1;
        }
        atModel = false;
      }
      collecting = false;
    }

    @Override
    public void bareStart(long raw) {
      beginValue();
      otherValue();
    }

    @Override
    public void bareEnd() {}

    @Override
    public void containerStart(boolean array, long raw) {
      beginValue();
      otherValue();
    }

    @Override
    public void containerEnd(long raw) {
      if (isMember() && objectEnd < 0) {
        objectEnd = raw;
      }
    }

    @Override
    public void documentEnd(long raw) {}

    @Override
    public void tooDeep(long raw) {
      isValid = false;
    }

    /** Refuses a second document, which another reader could take for the first one. */
    private void beginValue() {
      isValid &= objectEnd < 0;
    }

    private void otherValue() {
      if (isMember() && atModel) {
        isText = false;
        count++;
        atModel = false;
      }
    }

    private void collect(byte[] bytes, int from, int to) {
      if (collecting) {
        text.write(
            bytes, from, Math.min(to - from, LONGEST + 1 - Math.min(LONGEST + 1, text.size())));
      }
    }

    private boolean isMember() {
      return tokenizer.path().depth() == 1 && !tokenizer.path().inArray();
    }
  }
}
