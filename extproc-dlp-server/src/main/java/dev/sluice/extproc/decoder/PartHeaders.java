package dev.sluice.extproc.decoder;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The headers of one part of a multipart body, line by line. */
public final class PartHeaders {
  private static final int LONGEST = 8192;

  /** The kinds of lines. */
  public enum Line {
    HEADER,
    EMPTY,
    /** A line that readers could understand differently. */
    BROKEN
  }

  private final byte[] line = new byte[LONGEST];
  private int length;
  private long watermark;
  private int total;
  private boolean broken;
  private final Map<String, String> values = new HashMap<>();

  /** Begins another part at an offset. */
  public void begin(long raw) {
    length = 0;
    total = 0;
    broken = false;
    watermark = raw;
    values.clear();
  }

  /** Returns the watermark: the start of the line that has not ended. */
  public long watermark() {
    return watermark;
  }

  /** Reads a byte; returns true if it ended a line. */
  public boolean accept(byte b) {
    total++;
    if (total > LONGEST) {
      broken = true;
      return true;
    }
    line[length++] = b;
    boolean returned = length > 1 && line[length - 2] == '\r';
    broken |= returned != (b == '\n') || b == 0;
    return b == '\n' || broken;
  }

  /** Returns the kind of the last line; the bytes of a header can be read until {@link #next}. */
  public Line line() {
    if (broken) {
      return Line.BROKEN;
    }
    if (length == 2) {
      return Line.EMPTY;
    }
    String text = new String(line, 0, length - 2, StandardCharsets.UTF_8);
    int colon = text.indexOf(':');
    boolean folded = text.charAt(0) == ' ' || text.charAt(0) == '\t';
    if (folded || colon <= 0) {
      return Line.BROKEN;
    }
    String name = text.substring(0, colon).toLowerCase(Locale.ROOT);
    boolean spaced = !name.strip().equals(name);
    boolean twice = values.put(name, text.substring(colon + 1).strip()) != null;
    return spaced || twice ? Line.BROKEN : Line.HEADER;
  }

  /** Passes the line to a handler with its backslash and percent escapes decoded. */
  public void writeTo(TextHandler to) {
    int end = length - 2;
    int plain = 0;
    int at = 0;
    while (at < end) {
      int unit = unitAt(at, end);
      if (unit > 1) {
        pass(to, plain, at);
        byte[] one = {unit == 2 ? line[at + 1] : hex(at)};
        to.unit(one, 0, 1, watermark + at, unit);
        plain = at + unit;
      }
      at += unit;
    }
    pass(to, plain, end);
  }

  /** Discards the last line. */
  public void next() {
    watermark += length;
    length = 0;
  }

  /** Returns the value of a header; an empty text if there is none. */
  public String value(String name) {
    return values.getOrDefault(name, "");
  }

  /** Returns the name of the form field. */
  public Optional<String> fieldName() {
    return HeaderParameters.of(value("content-disposition"))
        .flatMap(parameters -> Optional.ofNullable(parameters.get("name")));
  }

  /** Returns true if a header has encoded words of mail (RFC 2047). */
  public boolean hasEncodedWords() {
    return values.values().stream().anyMatch(value -> value.contains("=?"));
  }

  private void pass(TextHandler to, int from, int end) {
    if (end > from) {
      to.text(line, from, end, watermark + from);
    }
  }

  private int unitAt(int at, int end) {
    if (line[at] == '\\' && at + 1 < end && line[at + 1] > 0) {
      return 2;
    }
    boolean percent = line[at] == '%' && at + 2 < end;
    return percent && digit(at + 1) >= 0 && digit(at + 2) >= 0 ? 3 : 1;
  }

  private byte hex(int at) {
    return (byte) (digit(at + 1) << 4 | digit(at + 2));
  }

  private int digit(int at) {
    return Character.digit(line[at], 16);
  }
}
