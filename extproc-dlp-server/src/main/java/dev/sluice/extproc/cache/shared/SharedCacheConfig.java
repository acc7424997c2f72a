package dev.sluice.extproc.cache.shared;

import dev.sluice.common.Secret;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.redis.RedisConfig;
import java.util.Optional;

/**
 * The settings of a cache that replicas share.
 *
 * @param cipher the cipher with the secret of the replicas
 */
public record SharedCacheConfig(RedisConfig redis, EntryCipher cipher) {

  /** Reads the settings; empty if each replica has its own cache. */
  public static Optional<SharedCacheConfig> read(ConfigReader section) {
    Optional<RedisConfig> redis = RedisConfig.read(section);
    Optional<Secret> key = section.optionalSecret("key");
    if (redis.isEmpty()) {
      return Optional.empty();
    }
    Optional<Secret> usable = key.filter(EntryCipher::isLongEnough);
    if (usable.isEmpty()) {
      section.problem(
          "key",
          "must have at least "
              + EntryCipher.MIN_BYTES
              + " bytes, equal on all replicas, because responses are stored encrypted");
    }
    return usable.map(secret -> new SharedCacheConfig(redis.get(), new EntryCipher(secret)));
  }
}
