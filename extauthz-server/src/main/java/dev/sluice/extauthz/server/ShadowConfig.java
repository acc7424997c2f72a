package dev.sluice.extauthz.server;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.policyfile.ShadowShare;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings of a shadow policy.
 *
 * @param authz the policy file, which may be absent
 */
record ShadowConfig(Path authz, ShadowShare share) {
  /** Reads {@code policies.shadow}; empty without a file. */
  static Optional<ShadowConfig> read(ConfigReader shadow) {
    Optional<Path> file = shadow.optionalPath("authz");
    ShadowShare share = ShadowShare.read(shadow);
    return file.map(path -> new ShadowConfig(path, share));
  }
}
