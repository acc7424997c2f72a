package dev.sluice.extauthz.server;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.policyfile.ShadowShare;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings of shadow policies.
 *
 * @param authz the file of an access policy, which may be absent; empty: the one in force
 * @param waf the file or folder of WAF rules, which may be absent; empty: those in force
 */
record ShadowConfig(Optional<Path> authz, Optional<Path> waf, ShadowShare share) {
  /** Reads {@code policies.shadow}. */
  static ShadowConfig read(ConfigReader shadow) {
    return new ShadowConfig(
        shadow.optionalPath("authz"), shadow.optionalPath("waf"), ShadowShare.read(shadow));
  }
}
