package dev.sluice.controller.server.grpc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An interner that decodes equal bytes once and shares the value between nodes. Its table has a
 * fixed size: a new value replaces the one at the same index. Safe for any number of threads,
 * because a stale read only costs one more decoding.
 */
final class DecodedValueInterner<T> {
  private static final int PLACES = 1 << 17;
  private static final int WORD = Long.BYTES;
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final ValueDecoder<T> reader;
  private final @Nullable InternedValue[] entries = new InternedValue[PLACES];

  /** A decoder that makes a value of some bytes. */
  interface ValueDecoder<T> {
    T read(byte[] bytes, int from, int to);
  }

  @SuppressWarnings("ArrayRecordComponent") // private to the table, never compared
  private record InternedValue(byte[] bytes, Object value) {}

  DecodedValueInterner(ValueDecoder<T> reader) {
    this.reader = reader;
  }

  /** Returns the value that these bytes encode. */
  @SuppressWarnings("unchecked") // only values of the reader are put in
  T intern(byte[] bytes, int from, int to) {
    int place = place(bytes, from, to);
    InternedValue known = entries[place];
    if (known != null && Arrays.equals(bytes, from, to, known.bytes, 0, known.bytes.length)) {
      return (T) known.value;
    }
    T made = reader.read(bytes, from, to);
    entries[place] = new InternedValue(Arrays.copyOfRange(bytes, from, to), made);
    return made;
  }

  private static int place(byte[] bytes, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; at + WORD <= to; at += WORD) {
      hash = mixed(hash ^ (long) WORDS.get(bytes, at));
    }
    for (; at < to; at++) {
      hash = mixed(hash ^ bytes[at]);
    }
    return (int) hash & PLACES - 1;
  }

  private static long mixed(long hash) {
    long product = hash * MIX;
    return product ^ product >>> 32;
  }
}
