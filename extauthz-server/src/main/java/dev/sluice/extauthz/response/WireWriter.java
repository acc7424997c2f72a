package dev.sluice.extauthz.response;

import com.google.protobuf.ByteString;
import com.google.protobuf.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes fields of Protocol Buffers one after the other into one array, nested messages too: an
 * answer has some fifty small ones, and building each of them first costs more than the decision.
 */
final class WireWriter {
  private static final int USUAL_SIZE = 2_048;
  private static final int VARINT = 5;

  private byte[] bytes = new byte[USUAL_SIZE];
  private int size;

  /** A field with a text that is written again and again. */
  static ByteString text(int field, String text) {
    WireWriter writer = new WireWriter();
    writer.string(field, text);
    return ByteString.copyFrom(writer.bytes, 0, writer.size);
  }

  void string(int field, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    room(2 * VARINT + utf8.length);
    tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    varint(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  void number(int field, int value) {
    room(2 * VARINT);
    tag(field, WireFormat.WIRETYPE_VARINT);
    varint(value);
  }

  /** Whole fields, as they were written elsewhere. */
  void fields(ByteString written) {
    room(written.size());
    written.copyTo(bytes, size);
    size += written.size();
  }

  /** Begins a message; what is written until {@link #end} is in it. */
  int begin(int field) {
    room(VARINT + 1);
    tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return size++;
  }

  /** Ends the message that begins at that place, where one byte was left for its length. */
  void end(int place) {
    int length = size - place - 1;
    if (length < 0x80) {
      bytes[place] = (byte) length;
      return;
    }
    room(VARINT);
    int more = varintSize(length) - 1;
    System.arraycopy(bytes, place + 1, bytes, place + 1 + more, length);
    size = place;
    varint(length);
    size += length;
  }

  byte[] written() {
    return Arrays.copyOf(bytes, size);
  }

  private void tag(int field, int type) {
    varint(field << 3 | type);
  }

  private void varint(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private static int varintSize(int value) {
    return (38 - Integer.numberOfLeadingZeros(value)) / 7;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
