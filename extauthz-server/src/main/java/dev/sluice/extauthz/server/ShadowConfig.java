package dev.sluice.extauthz.server;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.extauthz.shadow.ShadowSelection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a shadow policy.
 *
 * @param authz the policy file, which may be absent
 */
record ShadowConfig(Path authz, ShadowSelection selection) {
  /** Reads {@code policies.shadow}; empty without a file. */
  static Optional<ShadowConfig> read(ConfigReader shadow) {
    Optional<Path> file = shadow.optionalPath("authz");
    Set<String> tenants = Set.copyOf(shadow.texts("tenants", List.of()));
    int percent = shadow.integer("percent", 100, 1, 100);
    return file.map(path -> new ShadowConfig(path, new ShadowSelection(tenants, percent)));
  }
}
