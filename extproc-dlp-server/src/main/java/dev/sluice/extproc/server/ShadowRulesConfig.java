package dev.sluice.extproc.server;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.policyfile.ShadowShare;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings of shadow rules.
 *
 * @param dlp the file or folder of DLP rules, which may be absent; empty: those in force
 * @param waf the file or folder of WAF rules, which may be absent; empty: those in force
 */
record ShadowRulesConfig(Optional<Path> dlp, Optional<Path> waf, ShadowShare share) {
  /** Reads {@code dlp.shadow}. */
  static ShadowRulesConfig read(ConfigReader shadow) {
    return new ShadowRulesConfig(
        shadow.optionalPath("rules"), shadow.optionalPath("waf"), ShadowShare.read(shadow));
  }
}
