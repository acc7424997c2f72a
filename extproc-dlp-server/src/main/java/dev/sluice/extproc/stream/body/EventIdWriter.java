package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A writer of ids for the events of a stream that have data and no id. An id is the number of the
 * event in the stream, or the number after the greatest id so far. It is the last line of its
 * event, because only there it is certain that the event has none. No byte waits for it, and no
 * other byte changes.
 */
final class EventIdWriter {
  private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ID = "id".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** The most digits of a numeric id; a longer id is a name without an order. */
  private static final int MOST_DIGITS = 15;

  private final byte[] name = new byte[DATA.length + 1];
  private int nameLength;
  private boolean inValue;
  private long value;
  private int digits;
  private long offset;
  private boolean lineBegun;
  private String lineEnd = "\n";
  private boolean afterReturn;
  private boolean hasData;
  private boolean hasId;
  private long events;
  private long greatest;

  /** Returns the next bytes of the stream with the ids inserted. */
  ByteString addIds(ByteString bytes) {
    ByteString out = ByteString.EMPTY;
    int copied = 0;
    for (int i = 0; i < bytes.size(); i++) {
      byte b = bytes.byteAt(i);
      if (b != '\n' && b != '\r') {
        content(b);
      } else if (b == '\n' && afterReturn) {
        lineEnd = "\r\n";
      } else if (lineBegun) {
        endLine(b);
      } else {
        out = out.concat(bytes.substring(copied, i)).concat(endEvent());
        copied = i;
      }
      afterReturn = b == '\r';
      offset++;
    }
    return copied == 0 && out.isEmpty() ? bytes : out.concat(bytes.substring(copied));
  }

  private void content(byte b) {
    if (offset < BYTE_ORDER_MARK.length && b == BYTE_ORDER_MARK[(int) offset] && nameLength == 0) {
      return;
    }
    lineBegun = true;
    if (inValue) {
      digit(b);
    } else if (b == ':') {
      inValue = true;
    } else if (nameLength < name.length) {
      name[nameLength++] = b;
    }
  }

  /** Reads one byte of an id, which is a number or a name; one space may precede it. */
  private void digit(byte b) {
    if (digits == 0 && b == ' ') {
      return;
    }
    boolean isDigit = b >= '0' && b <= '9' && digits < MOST_DIGITS && digits >= 0;
    value = isDigit ? value * 10 + b - '0' : 0;
    digits = isDigit ? digits + 1 : -1;
  }

  private void endLine(byte b) {
    if (isField(DATA)) {
      hasData = true;
    } else if (isField(ID)) {
      hasId = true;
      greatest = Math.max(greatest, value);
    }
    lineEnd = b == '\r' ? "\r" : "\n";
    lineBegun = false;
    inValue = false;
    nameLength = 0;
    value = 0;
    digits = 0;
  }

  private ByteString endEvent() {
    ByteString line = ByteString.EMPTY;
    events += hasData ? 1 : 0;
    if (hasData && !hasId) {
      greatest = Math.max(events, greatest + 1);
      line = ByteString.copyFromUtf8("id: " + greatest + lineEnd);
    }
    hasData = false;
    hasId = false;
    return line;
  }

  private boolean isField(byte[] field) {
    return Arrays.equals(name, 0, nameLength, field, 0, field.length);
  }
}
