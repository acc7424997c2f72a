package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.ChainLinker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segment that is being written: made when the first record comes, left when it is full. Its
 * file grows by steps ahead of the records, for a sync that need not note a new end takes half the
 * time.
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
  private boolean uncut;
  private @Nullable FileChannel channel;

  ActiveSegment(SpoolDirectory directory, int segmentBytes, long lastNumber) {
    this.directory = directory;
    this.segmentBytes = segmentBytes;
    this.number = lastNumber;
  }

  /** How much more the spool takes on disk with so many bytes: a new segment, or nothing. */
  long growth(long bytes) {
    return channel == null || size + bytes > segmentBytes ? segmentBytes : 0;
  }

  /** Writes and syncs the records, linked; returns the place behind the last of them. */
  SpoolPosition append(List<byte[]> records, long bytes, ChainLinker links) throws IOException {
    if (uncut) {
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
   * Leaves a segment that could not be written, without what had not become durable; an empty one
   * goes, for a disk that stays full would be left with one more at each attempt. Until that is
   * done nothing is written, for the numbers of what was left there come again.
   */
  void abandon() {
    try (FileChannel left = channel) {
      uncut |= left != null;
    } catch (IOException e) {
      uncut = true;
    }
    channel = null;
    try {
      if (uncut) {
        cut();
      }
    } catch (IOException e) {
      // It is tried again before anything is written.
    }
  }

  private void cut() throws IOException {
    directory.truncate(number, size);
    uncut = false;
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
      room = open.size();
    }
    return open;
  }

  private void grow(FileChannel out, long end) throws IOException {
    if (end <= room) {
      return;
    }
    long grown = Math.max(end, Math.min(room + STEP, segmentBytes));
    while (room < grown) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), grown - room));
      room += out.write(zeros, room);
    }
  }

  /** Cuts off what has not been used. */
  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    if (open != null) {
      channel = null;
      open.truncate(size);
      open.close();
    }
  }
}
