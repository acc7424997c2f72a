package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.model.Installation;
import java.util.ArrayList;
import java.util.List;

/** The notes on checks that could not be made because something was not given. */
public final class InstallationNotes {
  private InstallationNotes() {}

  public static List<String> of(Installation installation) {
    List<String> notes = new ArrayList<>();
    if (AuthorizationChecks.usesIstio(installation) && !installation.mesh().isKnown()) {
      notes.add("no mesh configuration was read, so providers and access logs were not checked");
    }
    if (PolicyServers.workloads(installation).isEmpty()) {
      notes.add("no workload of a policy server was read, so the servers were not checked");
    }
    return notes;
  }
}
