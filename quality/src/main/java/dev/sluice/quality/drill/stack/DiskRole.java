package dev.sluice.quality.drill.stack;

import dev.sluice.e2e.stack.StackSettings;
import java.nio.file.Path;

/** A folder of a server that has a small disk of its own. */
public enum DiskRole {
  DECISION_SPOOL("extauthz", "decision-spool"),
  EXCHANGE_SPOOL("extproc", "spool"),
  EXTAUTHZ_LAST_GOOD("extauthz", "last-good"),
  EXTPROC_LAST_GOOD("extproc", "last-good"),
  CONTROLLER_STATE("xds-controller", "");

  private final String server;
  private final String name;

  DiskRole(String server, String name) {
    this.server = server;
    this.name = name;
  }

  /** Returns the folder. */
  public Path folder(StackSettings settings) {
    return settings.stateFolder(server).resolve(name);
  }
}
