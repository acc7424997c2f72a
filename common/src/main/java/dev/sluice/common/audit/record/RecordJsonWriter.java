package dev.sluice.common.audit.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes one flat JSON object after the other into the same array: records are written for every
 * request, and most of what they hold is short plain text that is only copied.
 */
final class RecordJsonWriter {
  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();
  private static final byte[] NULL = ascii("null");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final int UUID_TEXT = 36;
  private static final int NUMBER_TEXT = 20;

  /** Places for lists that come again, of which none takes more than so many bytes. */
  private static final int LISTS = 64;

  private static final int LIST_BYTES = 2_048;

  private final @Nullable WrittenList[] lists = new @Nullable WrittenList[LISTS];
  private byte[] bytes = new byte[2_048];
  private int size;

  /** The name of a member as it stands in every object. */
  static final class Name {
    private final byte[] quoted;

    Name(String name) {
      quoted = ascii("\"" + name + "\":");
    }
  }

  /** A list as it was written before: a client's requests have the same headers again and again. */
  private static final class WrittenList {
    private final List<String> values;
    private final int most;
    private final int max;
    private final byte[] json;

    private WrittenList(List<String> values, int most, int max, byte[] json) {
      this.values = List.copyOf(values);
      this.most = most;
      this.max = max;
      this.json = json;
    }

    private boolean is(List<String> others, int othersMost, int othersMax) {
      return most == othersMost && max == othersMax && values.equals(others);
    }
  }

  /** Begins an object, forgetting what was written. */
  RecordJsonWriter begin() {
    size = 0;
    room(1);
    bytes[size++] = '{';
    return this;
  }

  RecordJsonWriter text(Name name, @Nullable String value) {
    name(name);
    if (value == null) {
      raw(NULL);
    } else {
      quoted(value);
    }
    return this;
  }

  /** A text as {@link ColumnText#orUnknown} makes it fit for a column. */
  RecordJsonWriter textOrUnknown(Name name, String value, int max) {
    name(name);
    textOrUnknown(value, max);
    return this;
  }

  /** A list of at most {@code most} such texts. */
  RecordJsonWriter textOrUnknown(Name name, List<String> values, int most, int max) {
    name(name);
    int place = values.hashCode() & LISTS - 1;
    WrittenList before = lists[place];
    if (before != null && before.is(values, most, max)) {
      raw(before.json);
      return this;
    }
    int from = size;
    list(values, most, max);
    if (values.size() <= most && size - from <= LIST_BYTES && noneCut(values, max)) {
      lists[place] = new WrittenList(values, most, max, Arrays.copyOfRange(bytes, from, size));
    }
    return this;
  }

  /** What is cut may be of any length. */
  private static boolean noneCut(List<String> values, int max) {
    return values.stream().allMatch(value -> value.length() <= max);
  }

  private void list(List<String> values, int most, int max) {
    room(1);
    bytes[size++] = '[';
    for (int i = 0; i < Math.min(values.size(), most); i++) {
      separate('[');
      textOrUnknown(values.get(i), max);
    }
    room(1);
    bytes[size++] = ']';
  }

  RecordJsonWriter texts(Name name, List<String> values) {
    name(name);
    list(values);
    return this;
  }

  RecordJsonWriter number(Name name, @Nullable Number value) {
    if (value == null) {
      name(name);
      raw(NULL);
      return this;
    }
    return number(name, value.longValue());
  }

  RecordJsonWriter number(Name name, long value) {
    name(name);
    digits(value);
    return this;
  }

  RecordJsonWriter bool(Name name, boolean value) {
    name(name);
    raw(value ? TRUE : FALSE);
    return this;
  }

  RecordJsonWriter uuid(Name name, UUID value) {
    name(name);
    room(UUID_TEXT + 2);
    bytes[size++] = '"';
    hex(value.getMostSignificantBits() >>> 32, 8);
    bytes[size++] = '-';
    hex(value.getMostSignificantBits() >>> 16, 4);
    bytes[size++] = '-';
    hex(value.getMostSignificantBits(), 4);
    bytes[size++] = '-';
    hex(value.getLeastSignificantBits() >>> 48, 4);
    bytes[size++] = '-';
    hex(value.getLeastSignificantBits(), 12);
    bytes[size++] = '"';
    return this;
  }

  /**
   * A member whose value has members of its own. What most of them are is written here, anything
   * else as the library writes it.
   */
  RecordJsonWriter map(Name name, Map<?, ?> value) {
    name(name);
    map(value);
    return this;
  }

  private void map(Map<?, ?> map) {
    room(1);
    bytes[size++] = '{';
    map.forEach((key, value) -> {
      separate('{');
      quoted(key.toString());
      room(1);
      bytes[size++] = ':';
      value(value);
    });
    room(1);
    bytes[size++] = '}';
  }

  private void list(List<?> list) {
    room(1);
    bytes[size++] = '[';
    for (Object item : list) {
      separate('[');
      value(item);
    }
    room(1);
    bytes[size++] = ']';
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> raw(NULL);
      case String text -> quoted(text);
      case Integer number -> digits(number);
      case Long number -> digits(number);
      case Boolean flag -> raw(flag ? TRUE : FALSE);
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      default -> raw(JsonMapper.shared().writeValueAsBytes(value));
    }
  }

  /** Members, separated but not surrounded by commas, as {@link #members} gave them. */
  RecordJsonWriter members(byte[] written) {
    separate('{');
    raw(written);
    return this;
  }

  /** What the object has so far, for {@link #members(byte[])} of others. */
  byte[] members() {
    return Arrays.copyOfRange(bytes, 1, size);
  }

  /** Ends the object. */
  byte[] end() {
    room(1);
    bytes[size++] = '}';
    return Arrays.copyOf(bytes, size);
  }

  private void name(Name name) {
    separate('{');
    raw(name.quoted);
  }

  /** A comma, but not behind what begins a list or an object. */
  private void separate(char beginning) {
    if (bytes[size - 1] != beginning) {
      room(1);
      bytes[size++] = ',';
    }
  }

  /** What is plain fits any column. */
  private void textOrUnknown(String text, int max) {
    if (text.length() > max || text.isBlank() || !plain(text)) {
      quoted(ColumnText.orUnknown(text, max));
    }
  }

  private void quoted(String text) {
    if (!plain(text)) {
      room(1);
      bytes[size++] = '"';
      raw(ENCODER.quoteAsUTF8(text));
      room(1);
      bytes[size++] = '"';
    }
  }

  /** Writes text of which each character is one byte that means itself; no other. */
  private boolean plain(String text) {
    int length = text.length();
    room(length + 2);
    int at = size;
    bytes[at++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
      bytes[at++] = (byte) c;
    }
    bytes[at++] = '"';
    size = at;
    return true;
  }

  private void raw(byte[] json) {
    room(json.length);
    System.arraycopy(json, 0, bytes, size, json.length);
    size += json.length;
  }

  private void digits(long value) {
    if (value < 0) {
      raw(ascii(Long.toString(value)));
      return;
    }
    room(NUMBER_TEXT);
    int length = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      length++;
    }
    long rest = value;
    for (int at = size + length - 1; at >= size; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += length;
  }

  private void hex(long value, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      bytes[size++] = HEX[(int) (value >>> shift) & 0xf];
    }
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
