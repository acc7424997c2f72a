package dev.sluice.common.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import java.nio.charset.StandardCharsets;

/**
 * A writer of Protocol Buffers fields, one after the other, into one array. Nested messages are
 * written in place, because building an object for each of some fifty small messages costs more
 * than the decision they describe.
 */
public final class ProtobufWriter {
  private static final int DEFAULT_CAPACITY = 2_048;
  private static final int MAX_VARINT_SIZE = 5;

  private final ByteSink out;

  /** Creates a writer with the default capacity. */
  public ProtobufWriter() {
    this(DEFAULT_CAPACITY);
  }

  /**
   * Creates a writer.
   *
   * @param capacity the number of bytes it can store before it grows
   */
  public ProtobufWriter(int capacity) {
    out = new ByteSink(capacity);
  }

  /** Removes all fields. Must not be called after {@link #bytes}, whose result shares the array. */
  public ProtobufWriter clear() {
    out.clear();
    return this;
  }

  /** Returns one encoded string field, for a text that is written many times. */
  public static ByteString encodedString(int field, String text) {
    ProtobufWriter writer = new ProtobufWriter();
    writer.string(field, text);
    return ByteString.copyFrom(writer.out.array(), 0, writer.out.size());
  }

  /** Writes a string field. */
  public void string(int field, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    begin(field, utf8.length);
    out.put(utf8);
  }

  /** Writes a bytes field, or a string field from its UTF-8 bytes. */
  public void bytes(int field, ByteString value) {
    begin(field, value.size());
    out.put(value);
  }

  /** Writes an integer, enum or bool field. */
  public void number(int field, int value) {
    tag(field, WireFormat.WIRETYPE_VARINT);
    varint(value);
  }

  /** Writes a double field. */
  public void number(int field, double value) {
    tag(field, WireFormat.WIRETYPE_FIXED64);
    long bits = Double.doubleToRawLongBits(value);
    byte[] bytes = out.reserve(Double.BYTES);
    int at = out.size();
    for (int i = 0; i < Double.BYTES; i++) {
      bytes[at++] = (byte) (bits >>> (Byte.SIZE * i));
    }
    out.setSize(at);
  }

  /** Begins a length-delimited field of {@code length} bytes, which the caller writes next. */
  public void begin(int field, int length) {
    tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    varint(length);
  }

  /**
   * Returns the size of a length-delimited field whose number is below 16.
   *
   * @param length the size of its content
   */
  public static int sizeOf(int length) {
    return 1 + varintSize(length) + length;
  }

  /** Appends fields that are encoded already. */
  public void rawFields(ByteString written) {
    out.put(written);
  }

  /**
   * Begins a nested message. All fields until {@link #end} belong to it.
   *
   * @return the place of its length, for {@link #end}
   */
  public int begin(int field) {
    return beginWithLengthBytes(field, 1);
  }

  /** Ends the message that {@link #begin(int)} began; one byte is reserved for its length. */
  public void end(int place) {
    int length = out.size() - place - 1;
    if (length < 0x80) {
      out.array()[place] = (byte) length;
      return;
    }
    byte[] bytes = out.reserve(MAX_VARINT_SIZE);
    int more = varintSize(length) - 1;
    System.arraycopy(bytes, place + 1, bytes, place + 1 + more, length);
    out.setSize(place);
    varint(length);
    out.setSize(out.size() + length);
  }

  /**
   * Begins a nested message that is usually longer than 127 bytes: two bytes are reserved for its
   * length, so that {@link #endLong} rarely moves its content.
   *
   * @return the place of its length, for {@link #endLong}
   */
  public int beginLong(int field) {
    return beginWithLengthBytes(field, 2);
  }

  /** Ends the message that {@link #beginLong} began; two bytes are reserved for its length. */
  public void endLong(int place) {
    byte[] bytes = out.array();
    int length = out.size() - place - 2;
    if (varintSize(length) == 2) {
      bytes[place] = (byte) (length | 0x80);
      bytes[place + 1] = (byte) (length >>> 7);
      return;
    }
    System.arraycopy(bytes, place + 2, bytes, place + 1, length);
    out.setSize(out.size() - 1);
    end(place);
  }

  /** Returns the fields without copying them. The writer must not be used afterwards. */
  public ByteString bytes() {
    return UnsafeByteOperations.unsafeWrap(out.array(), 0, out.size());
  }

  /** Returns a copy of the fields. */
  public byte[] toByteArray() {
    return out.toByteArray();
  }

  private int beginWithLengthBytes(int field, int lengthBytes) {
    tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    int place = out.size();
    out.reserve(lengthBytes);
    out.setSize(place + lengthBytes);
    return place;
  }

  private void tag(int field, int type) {
    varint(field << 3 | type);
  }

  private void varint(int value) {
    byte[] bytes = out.reserve(MAX_VARINT_SIZE);
    int at = out.size();
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    out.setSize(at);
  }

  private static int varintSize(int value) {
    return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
  }
}
