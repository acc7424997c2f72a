package dev.sluice.common.audit.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The segment that is being written: made when the first record comes, left when it is full. */
final class ActiveSegment implements AutoCloseable {
  private final SpoolDirectory directory;
  private final int segmentBytes;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(4 * (Frame.HEADER + SpoolConfig.MAX_RECORD_BYTES));
  private long number;
  private long size;
  private @Nullable FileChannel channel;

  ActiveSegment(SpoolDirectory directory, int segmentBytes, long lastNumber) {
    this.directory = directory;
    this.segmentBytes = segmentBytes;
    this.number = lastNumber;
  }

  /** Writes and syncs the records; returns the place behind the last of them. */
  SpoolPosition append(List<byte[]> payloads, long bytes) throws IOException {
    FileChannel out = channel(bytes);
    buffer.clear();
    for (byte[] payload : payloads) {
      if (buffer.remaining() < Frame.size(payload)) {
        flush(out);
      }
      Frame.put(buffer, payload);
    }
    flush(out);
    out.force(false);
    size += bytes;
    return new SpoolPosition(number, size);
  }

  /**
   * Leaves a segment that could not be written, without what had not become durable; an empty one
   * goes, for a disk that stays full would be left with one more at each attempt.
   */
  void abandon() {
    try (FileChannel left = channel) {
      if (left != null && size == 0) {
        directory.delete(number);
      } else if (left != null) {
        left.truncate(size);
      }
    } catch (IOException e) {
      // The unfinished rest is a torn tail, which reading steps over.
    }
    channel = null;
  }

  private FileChannel channel(long bytes) throws IOException {
    FileChannel open = channel;
    if (open != null && size + bytes > segmentBytes) {
      channel = null;
      open.close();
      open = null;
    }
    if (open == null) {
      open = directory.create(number + 1);
      channel = open;
      number++;
      size = 0;
    }
    return open;
  }

  private void flush(FileChannel out) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
