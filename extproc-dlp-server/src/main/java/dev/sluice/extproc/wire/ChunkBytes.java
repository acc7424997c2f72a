package dev.sluice.extproc.wire;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Shows the bytes of a chunk where they are, one part after the other, without a copy. */
public final class ChunkBytes extends ByteOutput {
  /** Reads a part of an array, which it neither keeps nor changes. */
  @FunctionalInterface
  public interface Reader {
    void read(byte[] bytes, int from, int to) throws IOException;
  }

  private final Reader reader;

  private ChunkBytes(Reader reader) {
    this.reader = reader;
  }

  /** Shows all of them to {@code reader}; what fails there is an {@link UncheckedIOException}. */
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
