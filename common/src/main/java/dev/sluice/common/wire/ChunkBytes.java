package dev.sluice.common.wire;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** A reader of the bytes of a chunk in place, part by part, without a copy. */
public final class ChunkBytes extends ByteOutput {
  /** A reader of a part of an array, which it must neither keep nor change. */
  @FunctionalInterface
  public interface Reader {
    void read(byte[] bytes, int from, int to) throws IOException;
  }

  private final Reader reader;

  private ChunkBytes(Reader reader) {
    this.reader = reader;
  }

  /**
   * Passes all bytes to {@code reader}.
   *
   * @throws UncheckedIOException if the reader fails
   */
  public static void of(ByteString chunk, Reader reader) {
    try {
      UnsafeByteOperations.unsafeWriteTo(chunk, new ChunkBytes(reader));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(byte value) throws IOException {
    reader.read(new byte[] {value}, 0, 1);
  }

  @Override
  public void write(byte[] value, int offset, int length) throws IOException {
    reader.read(value, offset, offset + length);
  }

  @Override
  public void writeLazy(byte[] value, int offset, int length) throws IOException {
    reader.read(value, offset, offset + length);
  }

  @Override
  public void write(ByteBuffer value) throws IOException {
    writeLazy(value);
  }

  @Override
  public void writeLazy(ByteBuffer value) throws IOException {
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    reader.read(bytes, 0, bytes.length);
  }
}
