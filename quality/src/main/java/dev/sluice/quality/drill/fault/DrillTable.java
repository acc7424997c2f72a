package dev.sluice.quality.drill.fault;

import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.quality.drill.fault.NetworkDrills.KeyServerFault;
import dev.sluice.quality.drill.stack.PolicyFiles;
import java.time.Duration;
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
    table.addDatabase();
    table.addDisks();
    table.addFiles();
    table.addCertificates();
    table.addState();
    table.addClocks();
    table.addClients();
    table.addConnections();
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

  private void addDatabase() {
    direct("lock-tables", "audit tables locked for 4 s", DatabaseDrills::lockTables);
    direct(
        "take-connections",
        "all connections of PostgreSQL taken for 4 s",
        DatabaseDrills::takeConnections);
    direct(
        "end-sessions",
        "the sessions of all servers ended 20 times in 4 s",
        DatabaseDrills::endSessions);
    direct("read-only", "PostgreSQL read-only for 4 s", DatabaseDrills::readOnly);
    direct(
        "revoke-insert",
        "the permission to insert audit rows revoked for 4 s",
        DatabaseDrills::revokeInsert);
  }

  private void addDisks() {
    direct(
        "fill-decisions", "the disk of decisions full, PostgreSQL away", DiskDrills::decisionSpool);
    direct(
        "fill-exchanges",
        "the disk of audit records full, PostgreSQL away, when-full: block",
        DiskDrills::exchangeSpool);
    direct(
        "fill-exchanges-shed",
        "the disk of audit records full, PostgreSQL away, when-full: shed",
        DiskDrills::exchangeSpoolShed);
    direct(
        "fill-last-good",
        "the disks of all last good copies full, rows changed, policy servers killed",
        DiskDrills::lastGoodCopies);
  }

  private void addFiles() {
    direct("half-authz", "authz.yaml cut at 6 offsets", FileDrills.truncate(PolicyFiles.AUTHZ));
    direct("half-dlp", "dlp_rules.yaml cut at 6 offsets", FileDrills.truncate(PolicyFiles.DLP));
    direct("half-waf", "waf_rules.yaml cut at 6 offsets", FileDrills.truncate(PolicyFiles.WAF));
    direct(
        "wrong-authz",
        "authz.yaml empty, garbage, a folder, removed",
        FileDrills.replace(PolicyFiles.AUTHZ));
    direct(
        "wrong-dlp",
        "dlp_rules.yaml empty, garbage, a folder, removed",
        FileDrills.replace(PolicyFiles.DLP));
    direct(
        "parts-authz",
        "authz.yaml written in two parts, 5 times",
        FileDrills.writeInParts(PolicyFiles.AUTHZ));
    direct(
        "parts-dlp",
        "dlp_rules.yaml written in two parts, 5 times",
        FileDrills.writeInParts(PolicyFiles.DLP));
    direct(
        "start-half-authz",
        "extauthz-server started with half of authz.yaml",
        FileDrills::startWithHalfPolicy);
    direct(
        "start-half-dlp",
        "extproc-dlp-server started with dlp_rules.yaml cut in the middle of a rule",
        FileDrills::startWithHalfRules);
    direct(
        "start-half-config",
        "both policy servers started with half a configuration",
        FileDrills::startWithHalfConfig);
  }

  private void addCertificates() {
    direct(
        "expired-certificate",
        "the certificate of a listener expires, and is renewed: first half, then whole",
        CertificateDrills::expire);
    direct(
        "half-certificate",
        "the files of a listener's certificate half, of another key, removed",
        CertificateDrills::damage);
  }

  private void addState() {
    direct(
        "cut-last-good",
        "extauthz-server started with half its last good copy and without xds-controller",
        StateDrills::corruptLastGood);
    direct(
        "cut-controller-state",
        "xds-controller started with half its last good copy and without PostgreSQL",
        StateDrills::corruptControllerState);
    direct(
        "torn-spools",
        "both policy servers killed, garbage after the last record of their spools",
        StateDrills::tornSpools);
    direct(
        "two-on-one-spool",
        "a second extproc-dlp-server started on the same spool",
        StateDrills::twoOnOneSpool);
  }

  private void addClocks() {
    direct(
        "clock-expires-tokens",
        "the clock of extauthz-server 13 h ahead, behind the end of all tokens",
        ClockDrills.expireTokens(d -> d.server(ServerKind.EXTAUTHZ), Duration.ofHours(13)));
    direct(
        "clock-extauthz-back",
        "the clock of extauthz-server 30 min back",
        ClockDrills.jump(d -> d.server(ServerKind.EXTAUTHZ), Duration.ofMinutes(-30)));
    direct(
        "clock-extproc",
        "the clock of extproc-dlp-server a day ahead",
        ClockDrills.jump(d -> d.server(ServerKind.EXTPROC), Duration.ofDays(1)));
    direct(
        "clock-extproc-back",
        "the clock of extproc-dlp-server a day back",
        ClockDrills.jump(d -> d.server(ServerKind.EXTPROC), Duration.ofDays(-1)));
    direct(
        "clock-controller",
        "the clock of xds-controller a day ahead",
        ClockDrills.jump(d -> d.server(ServerKind.CONTROLLER), Duration.ofDays(1)));
  }

  private void addClients() {
    direct("huge-bodies", "8 bodies of 20 MB at once", ClientDrills::hugeBodies);
    direct("slow-clients", "400 requests that never end", ClientDrills::slowClients);
    direct(
        "connection-storm", "2000 connections with half a request", ClientDrills::connectionStorm);
    direct("cut-clients", "40 clients gone in the middle of streams", NetworkDrills::cutClients);
    direct("slow-upstream", "the upstream answers after 2 s", NetworkDrills::slowUpstream);
    direct("cut-upstream", "the upstream cuts all answers", NetworkDrills::cutUpstream);
  }

  private void addConnections() {
    proxied(
        "slow-extauthz",
        "extauthz-server answers after 2 s",
        NetworkDrills.slow(StackPort.EXTAUTHZ, Duration.ofSeconds(2), "503 AUTHZ_UNAVAILABLE"));
    proxied(
        "slow-extproc",
        "extproc-dlp-server answers after 0.3 s",
        NetworkDrills.slow(StackPort.EXTPROC, Duration.ofMillis(300), "200"));
    proxied(
        "slow-controller",
        "xds-controller answers after 1 s",
        NetworkDrills.slow(StackPort.XDS, Duration.ofSeconds(1), "200"));
    proxied(
        "slow-postgres",
        "PostgreSQL answers after 0.5 s",
        NetworkDrills.slow(StackPort.DATABASE, Duration.ofMillis(500), "200"));
    proxied(
        "cut-extauthz",
        "connections to extauthz-server reset 12 times",
        NetworkDrills.cut(StackPort.EXTAUTHZ));
    proxied(
        "cut-extproc",
        "connections to extproc-dlp-server reset 12 times, in the middle of bodies",
        NetworkDrills.cut(StackPort.EXTPROC));
    proxied(
        "cut-controller",
        "connections to xds-controller reset 12 times",
        NetworkDrills.cut(StackPort.XDS));
    proxied(
        "cut-postgres",
        "connections to PostgreSQL reset 12 times",
        NetworkDrills.cut(StackPort.DATABASE));
    proxied(
        "silent-extauthz",
        "connections to extauthz-server silent for 3 s",
        NetworkDrills.freeze(StackPort.EXTAUTHZ, "503 AUTHZ_UNAVAILABLE"));
    proxied(
        "silent-extproc",
        "connections to extproc-dlp-server silent for 3 s",
        NetworkDrills.freeze(StackPort.EXTPROC, "503 DLP_UNAVAILABLE"));
    proxied(
        "silent-postgres",
        "connections to PostgreSQL silent for 3 s",
        NetworkDrills.freeze(StackPort.DATABASE, "200"));
    proxied(
        "refused-postgres",
        "connections to PostgreSQL refused for 3 s",
        NetworkDrills.refuse(StackPort.DATABASE, "200"));
    proxied(
        "keys-away",
        "extauthz-server started while the key server of the issuer is away",
        NetworkDrills.keyServer(KeyServerFault.AWAY));
    proxied(
        "keys-slow",
        "extauthz-server started while the key server answers after 4 s",
        NetworkDrills.keyServer(KeyServerFault.SLOW));
    proxied(
        "keys-garbage",
        "extauthz-server started while the key server sends half a document",
        NetworkDrills.keyServer(KeyServerFault.GARBAGE));
  }

  private void direct(String name, String what, DrillFault fault) {
    drills.add(new Drill(drills.size() + 1, name, what, false, fault));
  }

  private void proxied(String name, String what, DrillFault fault) {
    drills.add(new Drill(drills.size() + 1, name, what, true, fault));
  }
}
