package dev.sluice.common.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes fields of Protocol Buffers one after the other into one array, nested messages too: an
 * answer has some fifty small ones, and building each of them first costs more than the decision.
 */
public final class ProtobufWriter {
  private static final int USUAL_SIZE = 2_048;
  private static final int VARINT = 5;

  private byte[] bytes;
  private int size;

  public ProtobufWriter() {
    this(USUAL_SIZE);
  }

  /** {@code usual} is how many bytes it has room for at first. */
  public ProtobufWriter(int usual) {
    bytes = new byte[usual];
  }

  /** Forgets what was written; not for what {@link #bytes} gave away. */
  public ProtobufWriter clear() {
    size = 0;
    return this;
  }

  /** A field with a text that is written again and again. */
  public static ByteString encodedString(int field, String text) {
    ProtobufWriter writer = new ProtobufWriter();
    writer.string(field, text);
    return ByteString.copyFrom(writer.bytes, 0, writer.size);
  }

  public void string(int field, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    room(2 * VARINT + utf8.length);
    tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    varint(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  /** A text whose bytes are known, or other bytes. */
  public void bytes(int field, ByteString value) {
    room(2 * VARINT + value.size());
    tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    varint(value.size());
    value.copyTo(bytes, size);
    size += value.size();
  }

  public void number(int field, int value) {
    room(2 * VARINT);
    tag(field, WireFormat.WIRETYPE_VARINT);
    varint(value);
  }

  public void number(int field, double value) {
    room(VARINT + Double.BYTES);
    tag(field, WireFormat.WIRETYPE_FIXED64);
    long bits = Double.doubleToRawLongBits(value);
    for (int i = 0; i < Double.BYTES; i++) {
      bytes[size++] = (byte) (bits >>> (Byte.SIZE * i));
    }
  }

  /** Begins a message or text of so many bytes, which are written next, or elsewhere. */
  public void begin(int field, int length) {
    room(2 * VARINT);
    tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    varint(length);
  }

  /** How many bytes a field takes whose content has so many; its number is below 16. */
  public static int sizeOf(int length) {
    return 1 + varintSize(length) + length;
  }

  /** Whole fields, as they were written elsewhere. */
  public void rawFields(ByteString written) {
    room(written.size());
    written.copyTo(bytes, size);
    size += written.size();
  }

  /** Begins a message; what is written until {@link #end} is in it. */
  public int begin(int field) {
    room(VARINT + 1);
    tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return size++;
  }

  /** Ends the message that begins at that place, where one byte was left for its length. */
  public void end(int place) {
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

  /**
   * The same for a message that is mostly longer than 127 bytes, and ends with {@link #endLong}:
   * two bytes are left for its length.
   */
  public int beginLong(int field) {
    int place = begin(field);
    room(1);
    size++;
    return place;
  }

  /** Ends the message that begins at that place, where two bytes were left for its length. */
  public void endLong(int place) {
    int length = size - place - 2;
    if (varintSize(length) == 2) {
      bytes[place] = (byte) (length | 0x80);
      bytes[place + 1] = (byte) (length >>> 7);
      return;
    }
    System.arraycopy(bytes, place + 2, bytes, place + 1, length);
    size--;
    end(place);
  }

  /** What was written, for whom it is written once. */
  public ByteString bytes() {
    return UnsafeByteOperations.unsafeWrap(bytes, 0, size);
  }

  public byte[] toByteArray() {
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
    return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
