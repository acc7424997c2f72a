package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.ChainedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A reader of the records of one segment between two offsets. It skips damaged bytes up to the next
 * intact record. Bytes behind the last intact record are not damage: they are an incomplete write
 * of a killed process, or unused space.
 */
final class SegmentFrameReader implements AutoCloseable {
  private final FileChannel channel;
  private final ByteBuffer buffer;
  private final long segment;
  private final long end;
  private long fileOffset;
  private int damagedGaps;

  /** Opens a reader. It uses {@code buffer}, a result of {@link #buffer}, until it is closed. */
  SegmentFrameReader(Path file, long segment, long from, long end, ByteBuffer buffer)
      throws IOException {
    this.buffer = buffer.clear().limit(0);
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    this.segment = segment;
    this.fileOffset = from;
    this.end = end;
  }

  /** Returns a buffer for a reader, which has room for the largest record. */
  static ByteBuffer buffer() {
    return ByteBuffer.allocate(2 * SegmentFrame.MAX);
  }

  /** Returns the next intact record, or null at the end. */
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

  /** Moves by at least one byte to the next possible start of a frame. */
  private void skip() {
    int at = buffer.position() + 1;
    while (at < buffer.limit() && buffer.get(at) != SegmentFrame.FIRST) {
      at++;
    }
    buffer.position(at);
  }

  /** Returns the offset of the next record. */
  long offset() {
    return fileOffset - buffer.remaining();
  }

  /** Returns the number of damaged gaps before an intact record. */
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

  /** Reads until {@code bytes} are in the buffer; returns false if the segment ends before. */
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
