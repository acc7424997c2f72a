package dev.sluice.extproc.stream.exchange;

import dev.sluice.extproc.wire.HeaderLine;
import dev.sluice.extproc.wire.ProcessingRequestView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header lines of one message, read in place. */
public record HeaderLines(List<HeaderLine> lines, boolean endOfStream) {
  private static final int MOST_DIGITS = 19;

  public static HeaderLines of(ProcessingRequestView message) {
    return new HeaderLines(message.headers(), message.endOfStream());
  }

  /** Returns the first value of a header (name in lower case), or null. */
  @Nullable String find(String name) {
    for (HeaderLine line : lines) {
      if (line.name().equals(name)) {
        return line.value();
      }
    }
    return null;
  }

  /** Returns the first value of a header, or an empty text. */
  public String text(String name) {
    String found = find(name);
    return found == null ? "" : found;
  }

  /** Returns all values of a header as one list, in their order. */
  public String list(String name) {
    String all = "";
    for (HeaderLine line : lines) {
      if (line.name().equals(name)) {
        all = all.isEmpty() ? line.value() : all + "," + line.value();
      }
    }
    return all;
  }

  public boolean eventStream() {
    String type = text("content-type");
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase("text/event-stream");
  }

  /** Returns the status of a response; 0 without one. */
  public int status() {
    String status = text(":status");
    return status.matches("[1-5][0-9]{2}") ? Integer.parseInt(status) : 0;
  }

  /** Returns the declared length of the body, or -1. */
  public long contentLength() {
    String length = text("content-length");
    if (length.isEmpty() || length.length() >= MOST_DIGITS) {
      return -1;
    }
    long bytes = 0;
    for (int i = 0; i < length.length(); i++) {
      int digit = length.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      bytes = bytes * 10 + digit;
    }
    return bytes;
  }
}
