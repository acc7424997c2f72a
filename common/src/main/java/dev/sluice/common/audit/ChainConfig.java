package dev.sluice.common.audit;

import dev.sluice.common.audit.chain.ChainKeyException;
import dev.sluice.common.audit.chain.ChainSigningKey;
import dev.sluice.common.config.ConfigReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The signing settings of the record chain.
 *
 * @param key the signing key; without one, checkpoints are not written
 */
public record ChainConfig(Optional<ChainSigningKey> key, Duration checkpointInterval) {
  /** The settings without a signing key. */
  public static final ChainConfig UNSIGNED =
      new ChainConfig(Optional.empty(), Duration.ofMinutes(1));

  /** Reads the section {@code audit.chain}. */
  static ChainConfig read(ConfigReader section) {
    Optional<Path> file = section.optionalFile("signing-key");
    Duration every = section.duration("checkpoint-every", UNSIGNED.checkpointInterval);
    try {
      // The missing file is reported already.
      return new ChainConfig(
          file.isPresent() && file.get().toFile().isFile()
              ? Optional.of(ChainSigningKey.read(file.get()))
              : Optional.empty(),
          every);
    } catch (ChainKeyException e) {
      section.problem("signing-key", String.valueOf(e.getMessage()));
      return UNSIGNED;
    }
  }
}
