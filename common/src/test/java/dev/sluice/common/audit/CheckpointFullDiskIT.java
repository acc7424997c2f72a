package dev.sluice.common.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.chain.TestKey;
import dev.sluice.common.audit.spool.SpoolRecord;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.testkit.SmallFileSystem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The test of a file of checkpoints on a full disk. */
class CheckpointFullDiskIT {
  private static final int SIGNED = 40;

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @TempDir Path root;

  private final TestChain chain = new TestChain();

  @Test
  void checkpoints_fullDisk_haveWholeLines() throws Exception {
    try (SmallFileSystem disk = SmallFileSystem.mount(root.resolve("disk"), 1)) {
      warnings.expect("A checkpoint cannot be written");
      ChainConfig config = new ChainConfig(Optional.of(TestKey.make().signing()), Duration.ZERO);
      FakeSink sink = new FakeSink();
      CheckpointSigner signer = new CheckpointSigner(config, sink, disk.folder());
      sign(signer);
      disk.fill();
      sign(signer);
      disk.free();
      sign(signer);
      assertEquals(3 * SIGNED, sink.checkpoints.size());
      List<String> lines = Files.readAllLines(disk.folder().resolve("checkpoints.jsonl"));
      assertTrue(lines.size() >= 2 * SIGNED && lines.size() < 3 * SIGNED, () -> "" + lines.size());
      for (String line : lines) {
        assertTrue(line.startsWith("{") && line.indexOf('{', 1) < 0 && line.endsWith("}"), line);
      }
    }
  }

  private void sign(CheckpointSigner signer) {
    for (int i = 0; i < SIGNED; i++) {
      byte[] record = ("{\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8);
      signer.recordDelivered(List.of(chain.link(SpoolRecord.of(record))));
    }
  }
}
