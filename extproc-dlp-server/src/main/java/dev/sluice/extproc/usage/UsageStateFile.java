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

/** Keeps the ledger beside the records, whole: what is in it cannot be read again from these. */
public final class UsageStateFile {
  private static final Logger log = LoggerFactory.getLogger(UsageStateFile.class);
  private static final int HEADER = 2 * Long.BYTES + 1;

  private final FrameFile file;
  private final Optional<UnconfirmedUsage> initial;

  /** Reads what an earlier process left in the folder of the spool. */
  public UsageStateFile(Path spool) {
    this.file = new FrameFile(spool.resolve("usage"));
    this.initial = read();
  }

  /** From where records are to be read. */
  public SpoolPosition position() {
    return initial.map(UnconfirmedUsage::position).orElse(SpoolPosition.START);
  }

  Optional<UnconfirmedUsage> initial() {
    return initial;
  }

  /** Writes all of it, durably, or leaves what was there. */
  void write(UnconfirmedUsage ledger) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    frames.add(
        ByteBuffer.allocate(HEADER)
            .putLong(ledger.position().segment())
            .putLong(ledger.position().offset())
            .put((byte) (ledger.complete() ? 1 : 0))
            .array());
    ledger.unconfirmed().forEach(batch -> frames.add(batch.report().toByteArray()));
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
        return Optional.of(ledger(frames));
      }
    } catch (IOException | IllegalArgumentException e) {
      log.debug("unreadable sums", e);
    }
    log.warn("{} cannot be read; the controller is asked what counts already", file.path());
    return Optional.empty();
  }

  private static UnconfirmedUsage ledger(List<byte[]> frames)
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
