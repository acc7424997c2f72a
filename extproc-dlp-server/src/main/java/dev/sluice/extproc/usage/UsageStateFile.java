package dev.sluice.extproc.usage;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.common.audit.spool.SpoolPosition;
import dev.sluice.common.file.FrameFile;
import dev.sluice.report.v1.UsageReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file beside the records with the unconfirmed usage. It is always written as a whole, because
 * its content cannot be computed from the records again.
 */
public final class UsageStateFile {
  private static final Logger log = LoggerFactory.getLogger(UsageStateFile.class);
  private static final int HEADER = 2 * Long.BYTES + 1;

  private final FrameFile file;
  private final Optional<UnconfirmedUsage> initial;

  /** Reads the state that an earlier process left in the spool's folder. */
  public UsageStateFile(Path spool) {
    this.file = new FrameFile(spool.resolve("usage"));
    this.initial = read();
  }

  /** Returns the position from which records must be read. */
  public SpoolPosition position() {
    return initial.map(UnconfirmedUsage::position).orElse(SpoolPosition.START);
  }

  Optional<UnconfirmedUsage> initial() {
    return initial;
  }

  /** Writes the whole state durably, or keeps the old file. */
  void write(UnconfirmedUsage unconfirmed) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    frames.add(
        ByteBuffer.allocate(HEADER)
            .putLong(unconfirmed.position().segment())
            .putLong(unconfirmed.position().offset())
            .put((byte) (unconfirmed.complete() ? 1 : 0))
            .array());
    unconfirmed.unconfirmed().forEach(batch -> frames.add(batch.report().toByteArray()));
    file.replace(frames);
  }

  private Optional<UnconfirmedUsage> read() {
    List<byte[]> frames = new ArrayList<>();
    try {
      boolean whole = file.read(frames::add);
      if (whole && frames.isEmpty()) {
        return Optional.empty();
      }
      if (whole && frames.getFirst().length == HEADER) {
        return Optional.of(unconfirmed(frames));
      }
    } catch (IOException | IllegalArgumentException e) {
      log.debug("unreadable sums", e);
    }
    log.warn(
        "{} cannot be read; the controller is asked which records it has counted", file.path());
    return Optional.empty();
  }

  private static UnconfirmedUsage unconfirmed(List<byte[]> frames)
      throws InvalidProtocolBufferException {
    ByteBuffer header = ByteBuffer.wrap(frames.getFirst());
    SpoolPosition position = new SpoolPosition(header.getLong(), header.getLong());
    List<UsageBatch> waiting = new ArrayList<>();
    for (byte[] frame : frames.subList(1, frames.size())) {
      waiting.add(UsageBatch.read(UsageReport.parseFrom(frame)));
    }
    return new UnconfirmedUsage(position, header.get() == 1, waiting);
  }
}
