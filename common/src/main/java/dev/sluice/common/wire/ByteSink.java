package dev.sluice.common.wire;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A byte array that grows as bytes are appended. A writer clears it and uses it again, so that
 * encoding a message or a record allocates nothing but the result.
 *
 * <p>Is not thread-safe.
 */
public final class ByteSink {
  private static final byte[] HEX_DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int NUMBER_DIGITS = 20;

  private byte[] bytes;
  private int size;

  /**
   * Creates an empty sink.
   *
   * @param capacity the number of bytes it can store before it grows
   */
  public ByteSink(int capacity) {
    bytes = new byte[capacity];
  }

  /** Removes all bytes and keeps the capacity. */
  public void clear() {
    size = 0;
  }

  /** Returns the number of appended bytes. */
  public int size() {
    return size;
  }

  /**
   * Sets the size after a caller has written into {@link #array} or wants to drop the last bytes.
   */
  public void setSize(int newSize) {
    size = newSize;
  }

  /**
   * Makes room for so many more bytes and returns the backing array. It is valid until more is
   * appended than there is room for.
   */
  public byte[] reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
    return bytes;
  }

  /** Returns the backing array. */
  public byte[] array() {
    return bytes;
  }

  /** Appends one byte. */
  public void put(int value) {
    reserve(1)[size++] = (byte) value;
  }

  /** Appends all bytes of an array. */
  public void put(byte[] more) {
    put(more, 0, more.length);
  }

  /** Appends {@code length} bytes of an array. */
  public void put(byte[] more, int from, int length) {
    System.arraycopy(more, from, reserve(length), size, length);
    size += length;
  }

  /** Appends all bytes of a byte string. */
  public void put(ByteString more) {
    more.copyTo(reserve(more.size()), size);
    size += more.size();
  }

  /** Appends a number in decimal digits. */
  public void putDecimal(long value) {
    if (value < 0) {
      put(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
      return;
    }
    int length = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      length++;
    }
    byte[] out = reserve(NUMBER_DIGITS);
    long rest = value;
    for (int at = size + length - 1; at >= size; at--) {
      out[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += length;
  }

  /** Appends the lowest {@code digits} hexadecimal digits of a number. */
  public void putHex(long value, int digits) {
    byte[] out = reserve(digits);
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      out[size++] = HEX_DIGITS[(int) (value >>> shift) & 0xf];
    }
  }

  /** Appends the hexadecimal digits of all bytes. */
  public void putHex(byte[] value) {
    byte[] out = reserve(2 * value.length);
    for (byte each : value) {
      out[size++] = HEX_DIGITS[each >>> 4 & 0xf];
      out[size++] = HEX_DIGITS[each & 0xf];
    }
  }

  /** Returns a view of the bytes, which is valid until the sink changes. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes, 0, size);
  }

  /** Returns a copy of the bytes. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Returns a copy of the bytes from an offset to the end. */
  public byte[] toByteArray(int from) {
    return Arrays.copyOfRange(bytes, from, size);
  }
}
