package dev.sluice.quality.drill.fault;

import java.util.ArrayList;
import java.util.List;

/** The table of all drills. A new drill is added at the end of its group, with the next number. */
public final class DrillTable {
  private final List<Drill> drills = new ArrayList<>();

  private DrillTable() {}

  /** Returns all drills in the order in which they run. */
  public static List<Drill> all() {
    DrillTable table = new DrillTable();
    table.addProcesses();
    return List.copyOf(table.drills);
  }

  private void addProcesses() {
    direct("kill-extauthz", "kill -9 of extauthz-server", ProcessDrills::killExtAuthz);
    direct("kill-extproc", "kill -9 of extproc-dlp-server", ProcessDrills::killExtProc);
    direct("kill-controller", "kill -9 of xds-controller", ProcessDrills::killController);
    direct("kill-envoy", "kill -9 of Envoy", ProcessDrills::killEnvoy);
    direct("kill-postgres", "kill -9 of PostgreSQL", ProcessDrills::killDatabase);
    direct("kill-all", "kill -9 of all five at once", ProcessDrills::killAll);
    direct(
        "last-good-start",
        "both policy servers restarted while xds-controller is away",
        ProcessDrills::lastGoodStart);
    direct(
        "kill-repeatedly",
        "both policy servers killed three times, as soon as they are ready",
        ProcessDrills::killRepeatedly);
    direct("stop-extauthz", "SIGSTOP of extauthz-server", ProcessDrills::stopExtAuthz);
    direct("stop-extproc", "SIGSTOP of extproc-dlp-server", ProcessDrills::stopExtProc);
    direct("stop-controller", "SIGSTOP of xds-controller", ProcessDrills::stopController);
    direct("stop-envoy", "SIGSTOP of Envoy for 4 s", ProcessDrills::stopEnvoy);
    direct("stop-postgres", "SIGSTOP of PostgreSQL for 4 s", ProcessDrills::stopDatabase);
    direct("end-extauthz", "SIGTERM of extauthz-server", ProcessDrills::restartExtAuthz);
    direct("end-extproc", "SIGTERM of extproc-dlp-server", ProcessDrills::restartExtProc);
    direct("end-controller", "SIGTERM of xds-controller", ProcessDrills::restartController);
    direct("end-envoy", "SIGTERM of Envoy", ProcessDrills::restartEnvoy);
  }

  private void direct(String name, String what, DrillFault fault) {
    drills.add(new Drill(drills.size() + 1, name, what, false, fault));
  }

  private void proxied(String name, String what, DrillFault fault) {
    drills.add(new Drill(drills.size() + 1, name, what, true, fault));
  }
}
