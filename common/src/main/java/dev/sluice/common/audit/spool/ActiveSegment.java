package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainLinker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segment that is being written. It is created with its first record and left when it is full.
 * Its file grows in steps ahead of the records, because a sync without a change of the file size
 * takes half the time. After a failed write it is closed, and continued with the next record.
 */
final class ActiveSegment implements AutoCloseable {
  private static final int STEP = 1024 * 1024;

  private final SpoolDirectory directory;
  private final int segmentBytes;
  private final SegmentFrameWriter frames = new SegmentFrameWriter();
  private final ByteBuffer zeros = ByteBuffer.allocateDirect(64 * 1024);
  private long number;
  private long size;
  private long room;
  private boolean needsTruncation;
  private boolean continues;
  private @Nullable FileChannel channel;

  ActiveSegment(SpoolDirectory directory, int segmentBytes, long lastNumber) {
    this.directory = directory;
    this.segmentBytes = segmentBytes;
    this.number = lastNumber;
  }

  /** Returns the additional disk space for so many bytes: a new segment, or nothing. */
  long growth(long bytes) {
    return bytes > remaining() ? segmentBytes : 0;
  }

  /** Returns how many bytes fit into the segment. */
  long remaining() {
    return channel == null && !continues ? 0 : segmentBytes - size;
  }

  /**
   * Writes and syncs the records with their links, and returns the position behind the last one.
   */
  SpoolPosition append(List<byte[]> records, long bytes, ChainLinker links) throws IOException {
    if (needsTruncation) {
      cut();
    }
    FileChannel out = channel(bytes);
    grow(out, size + bytes);
    frames.clear();
    for (byte[] record : records) {
      frames.put(out, number, links, record);
    }
    frames.flush(out);
    out.force(false);
    size += bytes;
    return new SpoolPosition(number, size);
  }

  /**
   * Truncates a segment after a failed write to its durable part, and deletes an empty one. Nothing
   * is written until this succeeds, because the numbers of the failed records are used again.
   */
  void abandon() {
    try (FileChannel left = channel) {
      needsTruncation |= left != null;
      continues |= left != null && size > 0;
    } catch (IOException e) {
      needsTruncation = true;
    }
    channel = null;
    try {
      if (needsTruncation) {
        cut();
      }
    } catch (IOException e) {
      // Retried before the next write.
    }
  }

  /**
   * Frees disk space after a failed write.
   *
   * @param delivered true if all records are delivered; the next segment then gets the reserve
   * @return false if nothing could be freed
   */
  boolean makeRoom(boolean delivered, SpoolReserve reserve) {
    boolean freed = directory.dropRecycled();
    if (delivered) {
      continues = false;
      freed |= reserve.release();
    }
    return freed;
  }

  private void cut() throws IOException {
    directory.truncate(number, size);
    needsTruncation = false;
  }

  private FileChannel channel(long bytes) throws IOException {
    FileChannel open = channel;
    if (open == null && bytes <= remaining()) {
      open = directory.reopen(number, size);
      channel = open;
      room = size;
    }
    continues = false;
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
      room = open.size();
    }
    return open;
  }

  private void grow(FileChannel out, long end) throws IOException {
    if (end <= room) {
      return;
    }
    long grown = Math.max(end, Math.min(room + STEP, segmentBytes));
    try {
      while (room < grown) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), grown - room));
        room += out.write(zeros, room);
      }
    } catch (IOException e) {
      if (room < end) {
        throw e;
      }
    }
  }

  /** Truncates the unused part of the file. */
  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    if (open != null) {
      channel = null;
      open.truncate(size);
      open.close();
    }
  }

  /** A buffered writer of records as frames of a segment. */
  private static final class SegmentFrameWriter {
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
}
