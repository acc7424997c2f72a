package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.ChainedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the records of one segment between two offsets. A damaged record is stepped over to
 * the next whole one; what is left unfinished at the end is the torn tail of a killed process.
 */
final class FrameCursor implements AutoCloseable {
  private final FileChannel channel;
  private final ByteBuffer buffer;
  private final long end;
  private long fileOffset;
  private int damaged;
  private long torn;

  /** Reads through {@code buffer}, one of {@link #buffer}, which is the cursor's until its end. */
  FrameCursor(Path segment, long from, long end, ByteBuffer buffer) throws IOException {
    this.buffer = buffer.clear().limit(0);
    this.channel = FileChannel.open(segment, StandardOpenOption.READ);
    this.fileOffset = from;
    this.end = end;
  }

  /** Room for what a cursor reads at once: enough for the largest record. */
  static ByteBuffer buffer() {
    return ByteBuffer.allocateDirect(2 * Frame.MAX);
  }

  /** The next whole record, or null at the end. */
  @Nullable ChainedRecord next() throws IOException {
    long skipped = 0;
    while (available(Frame.HEADER)) {
      ChainedRecord record = whole();
      if (record != null) {
        damaged += skipped > 0 ? 1 : 0;
        return record;
      }
      buffer.position(buffer.position() + 1);
      skipped++;
    }
    torn = skipped + buffer.remaining();
    buffer.position(buffer.limit());
    return null;
  }

  /** Where the next record begins. */
  long offset() {
    return fileOffset - buffer.remaining();
  }

  /** How many gaps of damaged bytes lay before a whole record. */
  int damaged() {
    return damaged;
  }

  /** How many bytes at the end belong to no whole record. */
  long torn() {
    return torn;
  }

  private @Nullable ChainedRecord whole() throws IOException {
    int length = Frame.length(buffer, buffer.position());
    if (length < 0 || !available(Frame.HEADER + length)) {
      return null;
    }
    int start = buffer.position();
    ChainedRecord record = Frame.get(buffer, start, length);
    if (record != null) {
      buffer.position(start + Frame.HEADER + length);
    }
    return record;
  }

  /** Makes {@code bytes} readable at the buffer's position, if the segment has as many. */
  private boolean available(int bytes) throws IOException {
    if (buffer.remaining() >= bytes) {
      return true;
    }
    buffer.compact();
    while (buffer.hasRemaining() && fileOffset < end) {
      buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + (end - fileOffset)));
      int read = channel.read(buffer, fileOffset);
      if (read < 0) {
        break;
      }
      fileOffset += read;
      buffer.limit(buffer.capacity());
    }
    buffer.flip();
    return buffer.remaining() >= bytes;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
