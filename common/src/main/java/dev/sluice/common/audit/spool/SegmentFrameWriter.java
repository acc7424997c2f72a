package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainLinker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A buffered writer of records as frames of a segment. */
final class SegmentFrameWriter {
  private final ByteBuffer buffer = ByteBuffer.allocate(4 * SegmentFrame.MAX);

  /** Appends the frame of a record with its link, and writes the buffer when it is full. */
  void put(FileChannel out, long segment, ChainLinker links, byte[] record) throws IOException {
    if (buffer.remaining() < SegmentFrame.size(record.length)) {
      flush(out);
    }
    int start = buffer.position();
    int length = ChainLink.SIZE + record.length;
    buffer.putInt(SegmentFrame.MARK).putInt(length);
    buffer.put(start + SegmentFrame.HEADER + ChainLink.SIZE, record);
    buffer.position(start + SegmentFrame.HEADER);
    links.put(buffer, record.length);
    buffer.position(start + SegmentFrame.HEADER + length);
    buffer.putInt(
        start + SegmentFrame.CHECKSUM, SegmentFrame.checksum(buffer, start, length, segment));
  }

  /** Writes the buffer to the file. */
  void flush(FileChannel out) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
    buffer.clear();
  }

  /** Discards the buffer. */
  void clear() {
    buffer.clear();
  }
}
