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
 * the next whole one; what follows the last whole one is no record: the torn tail of a killed
 * process, or room for more.
 */
final class SegmentFrameReader implements AutoCloseable {
  private final FileChannel channel;
  private final ByteBuffer buffer;
  private final long segment;
  private final long end;
  private long fileOffset;
  private int damagedGaps;

  /** Reads through {@code buffer}, one of {@link #buffer}, which is the cursor's until its end. */
  SegmentFrameReader(Path file, long segment, long from, long end, ByteBuffer buffer)
      throws IOException {
    this.buffer = buffer.clear().limit(0);
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    this.segment = segment;
    this.fileOffset = from;
    this.end = end;
  }

  /** Room for what a cursor reads at once: enough for the largest record. */
  static ByteBuffer buffer() {
    return ByteBuffer.allocate(2 * SegmentFrame.MAX);
  }

  /** The next whole record, or null at the end. */
  @Nullable ChainedRecord next() throws IOException {
    boolean skipped = false;
    while (available(SegmentFrame.HEADER)) {
      ChainedRecord record = whole();
      if (record != null) {
        damagedGaps += skipped ? 1 : 0;
        return record;
      }
      skip();
      skipped = true;
    }
    buffer.position(buffer.limit());
    return null;
  }

  /** Goes on to what may be the beginning of a frame, by a byte at least. */
  private void skip() {
    int at = buffer.position() + 1;
    while (at < buffer.limit() && buffer.get(at) != SegmentFrame.FIRST) {
      at++;
    }
    buffer.position(at);
  }

  /** Where the next record begins. */
  long offset() {
    return fileOffset - buffer.remaining();
  }

  /** How many gaps of damaged bytes lay before a whole record. */
  int damagedGaps() {
    return damagedGaps;
  }

  private @Nullable ChainedRecord whole() throws IOException {
    int length = SegmentFrame.length(buffer, buffer.position());
    if (length < 0 || !available(SegmentFrame.HEADER + length)) {
      return null;
    }
    int start = buffer.position();
    ChainedRecord record = SegmentFrame.read(buffer, start, length, segment);
    if (record != null) {
      buffer.position(start + SegmentFrame.HEADER + length);
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
