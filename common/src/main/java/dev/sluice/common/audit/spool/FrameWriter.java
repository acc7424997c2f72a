package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.Link;
import dev.sluice.common.audit.chain.Linker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes records as frames to a segment, some at a time. */
final class FrameWriter {
  private final ByteBuffer buffer = ByteBuffer.allocate(4 * Frame.MAX);

  /** Appends the frame of a record, linked to the one before. */
  void put(FileChannel out, long segment, Linker links, byte[] record) throws IOException {
    if (buffer.remaining() < Frame.size(record.length)) {
      flush(out);
    }
    int start = buffer.position();
    int length = Link.SIZE + record.length;
    buffer.putInt(Frame.MARK).putInt(length);
    buffer.put(start + Frame.HEADER + Link.SIZE, record);
    buffer.position(start + Frame.HEADER);
    links.put(buffer, record.length);
    buffer.position(start + Frame.HEADER + length);
    buffer.putInt(start + Frame.CHECKSUM, Frame.checksum(buffer, start, length, segment));
  }

  /** Writes what has been put. */
  void flush(FileChannel out) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
    buffer.clear();
  }

  /** Forgets what has been put and not been written. */
  void clear() {
    buffer.clear();
  }
}
