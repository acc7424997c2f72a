package dev.sluice.common.audit.record;

import dev.sluice.common.wire.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.json.JsonMapper;

/**
 * A writer of flat JSON objects, one after the other, into the same array. Records are written for
 * every request, and most of their content is short plain text that can be copied.
 */
final class RecordJsonWriter {
  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();
  private static final byte[] NULL = ascii("null");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");

  /** The number of cached encoded lists, and the maximum size of one. */
  private static final int CACHED_LISTS = 64;

  private static final int MAX_CACHED_LIST_BYTES = 2_048;

  private final @Nullable WrittenList[] lists = new @Nullable WrittenList[CACHED_LISTS];
  private final ByteSink out = new ByteSink(2_048);

  /** The encoded name of a member. */
  static final class Name {
    private final byte[] quoted;

    Name(String name) {
      quoted = ascii("\"" + name + "\":");
    }
  }

  /** A list in encoded form. A client's requests have the same header names again and again. */
  private static final class WrittenList {
    private final List<String> values;
    private final int maxCount;
    private final int max;
    private final byte[] json;

    private WrittenList(List<String> values, int maxCount, int max, byte[] json) {
      this.values = List.copyOf(values);
      this.maxCount = maxCount;
      this.max = max;
      this.json = json;
    }

    private boolean is(List<String> others, int othersMaxCount, int othersMax) {
      return maxCount == othersMaxCount && max == othersMax && values.equals(others);
    }
  }

  /** Begins an object and discards the previous one. */
  RecordJsonWriter begin() {
    out.clear();
    out.put('{');
    return this;
  }

  RecordJsonWriter text(Name name, @Nullable String value) {
    name(name);
    if (value == null) {
      out.put(NULL);
    } else {
      quoted(value);
    }
    return this;
  }

  /** Writes a text after {@link ColumnText#orUnknown}. */
  RecordJsonWriter textOrUnknown(Name name, String value, int max) {
    name(name);
    textOrUnknown(value, max);
    return this;
  }

  /** Writes a list of at most {@code maxCount} texts, each after {@link ColumnText#orUnknown}. */
  RecordJsonWriter textOrUnknown(Name name, List<String> values, int maxCount, int max) {
    name(name);
    int place = values.hashCode() & CACHED_LISTS - 1;
    WrittenList before = lists[place];
    if (before != null && before.is(values, maxCount, max)) {
      out.put(before.json);
      return this;
    }
    int from = out.size();
    list(values, maxCount, max);
    if (values.size() <= maxCount
        && out.size() - from <= MAX_CACHED_LIST_BYTES
        && noneCut(values, max)) {
      lists[place] = new WrittenList(values, maxCount, max, out.toByteArray(from));
    }
    return this;
  }

  /** Returns whether no text was cut, because a cut text may have had any length. */
  private static boolean noneCut(List<String> values, int max) {
    return values.stream().allMatch(value -> value.length() <= max);
  }

  private void list(List<String> values, int maxCount, int max) {
    out.put('[');
    for (int i = 0; i < Math.min(values.size(), maxCount); i++) {
      separate('[');
      textOrUnknown(values.get(i), max);
    }
    out.put(']');
  }

  RecordJsonWriter texts(Name name, List<String> values) {
    name(name);
    list(values);
    return this;
  }

  RecordJsonWriter number(Name name, @Nullable Number value) {
    if (value == null) {
      name(name);
      out.put(NULL);
      return this;
    }
    return number(name, value.longValue());
  }

  RecordJsonWriter number(Name name, long value) {
    name(name);
    out.putDecimal(value);
    return this;
  }

  RecordJsonWriter bool(Name name, boolean value) {
    name(name);
    out.put(value ? TRUE : FALSE);
    return this;
  }

  RecordJsonWriter uuid(Name name, UUID value) {
    name(name);
    out.put('"');
    out.putHex(value.getMostSignificantBits() >>> 32, 8);
    out.put('-');
    out.putHex(value.getMostSignificantBits() >>> 16, 4);
    out.put('-');
    out.putHex(value.getMostSignificantBits(), 4);
    out.put('-');
    out.putHex(value.getLeastSignificantBits() >>> 48, 4);
    out.put('-');
    out.putHex(value.getLeastSignificantBits(), 12);
    out.put('"');
    return this;
  }

  /**
   * Writes a map as a nested object. It encodes the usual types itself, and any other type with the
   * library.
   */
  RecordJsonWriter map(Name name, Map<?, ?> value) {
    name(name);
    map(value);
    return this;
  }

  /** Writes an object of members that {@link #members()} returned, and the members of a map. */
  RecordJsonWriter map(Name name, byte[] written, Map<String, Object> more) {
    name(name);
    out.put('{');
    out.put(written);
    members(more);
    out.put('}');
    return this;
  }

  /** Writes a value of any type that {@link #map} writes. */
  RecordJsonWriter value(Name name, Object value) {
    name(name);
    value(value);
    return this;
  }

  private void map(Map<?, ?> map) {
    out.put('{');
    members(map);
    out.put('}');
  }

  private void members(Map<?, ?> map) {
    map.forEach((key, value) -> {
      separate('{');
      quoted(key.toString());
      out.put(':');
      value(value);
    });
  }

  private void list(List<?> list) {
    out.put('[');
    for (Object item : list) {
      separate('[');
      value(item);
    }
    out.put(']');
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.put(NULL);
      case String text -> quoted(text);
      case Integer number -> out.putDecimal(number);
      case Long number -> out.putDecimal(number);
      case Boolean flag -> out.put(flag ? TRUE : FALSE);
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      default -> out.put(JsonMapper.shared().writeValueAsBytes(value));
    }
  }

  /** Writes members that {@link #members()} returned. */
  RecordJsonWriter members(byte[] written) {
    separate('{');
    out.put(written);
    return this;
  }

  /** Returns the members of the object so far, for {@link #members(byte[])} of other objects. */
  byte[] members() {
    return out.toByteArray(1);
  }

  /** Ends the object and returns it. */
  byte[] end() {
    out.put('}');
    return out.toByteArray();
  }

  private void name(Name name) {
    separate('{');
    out.put(name.quoted);
  }

  /** Writes a comma unless the last byte begins a list or an object. */
  private void separate(char beginning) {
    if (out.array()[out.size() - 1] != beginning) {
      out.put(',');
    }
  }

  /** Writes a text after {@link ColumnText#orUnknown}; plain text fits any column. */
  private void textOrUnknown(String text, int max) {
    if (text.length() > max || text.isBlank() || !plain(text)) {
      quoted(ColumnText.orUnknown(text, max));
    }
  }

  private void quoted(String text) {
    if (!plain(text)) {
      out.put('"');
      out.put(ENCODER.quoteAsUTF8(text));
      out.put('"');
    }
  }

  /**
   * Writes a text in quotes if none of its characters needs an escape; otherwise writes nothing and
   * returns false.
   */
  private boolean plain(String text) {
    int length = text.length();
    byte[] bytes = out.reserve(length + 2);
    int at = out.size();
    bytes[at++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
      bytes[at++] = (byte) c;
    }
    bytes[at++] = '"';
    out.setSize(at);
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
