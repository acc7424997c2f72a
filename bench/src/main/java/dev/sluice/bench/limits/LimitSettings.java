package dev.sluice.bench.limits;

import dev.sluice.e2e.process.RedisProcess;
import java.nio.file.Path;
import java.util.Map;

/** The settings of an extauthz-server whose limits count in one place. */
final class LimitSettings {
  private LimitSettings() {}

  /** Returns the settings; {@code redis} is used by the variant with Redis alone. */
  static Map<String, ?> of(LimitVariant place, Path policy, RedisProcess redis) {
    return place == LimitVariant.REDIS
        ? with(policy, "{redis: {nodes: [\"" + redis.address() + "\"]}}")
        : inProcess(policy);
  }

  static Map<String, ?> inProcess(Path policy) {
    return with(policy, "{}");
  }

  private static Map<String, ?> with(Path policy, String limits) {
    return Map.of(
        "policy", policy, "audit", "{decisions: false}", "run-in", "2s", "limits", limits);
  }
}
