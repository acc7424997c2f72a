package dev.sluice.quality.drill.fault;

import dev.sluice.e2e.client.ChatBackendSwitch;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.process.SmallDisk;
import dev.sluice.quality.drill.stack.DiskRole;

/** The faults of full disks. */
final class DiskDrills {
  private static final String FULL = "The spool cannot be written";
  private static final String NO_AUTHZ = "503 AUTHZ_UNAVAILABLE";

  private DiskDrills() {}

  /** Fills the disk of decisions while PostgreSQL is away, until they are refused. */
  static void decisionSpool(FaultContext drill) {
    SmallDisk disk = drill.stack().disk(DiskRole.DECISION_SPOOL);
    drill.stack().database().kill();
    disk.fill();
    drill.awaitOutcome(NO_AUTHZ);
    drill.hold(2);
    disk.free();
    drill.stack().database().start();
    drill.ended();
  }

  /** Fills the disk of exchange records; the server then stops reading the access log. */
  static void exchangeSpool(FaultContext drill) {
    fillExchanges(drill);
  }

  /** Fills it with {@code audit.when-full: shed}; the server then drops new records. */
  static void exchangeSpoolShed(FaultContext drill) {
    String block = "audit:\n";
    String shed = "audit:\n  when-full: shed\n";
    drill.stack().restartWith(ServerKind.EXTPROC, block, shed);
    drill.afterLoad(() -> drill.stack().restartWith(ServerKind.EXTPROC, shed, block));
    fillExchanges(drill);
  }

  /** Fills the disks of all last good copies, and changes rows meanwhile. */
  static void lastGoodCopies(FaultContext drill) {
    for (DiskRole role : lastGood()) {
      drill.stack().disk(role).fill();
    }
    moveChat(drill, "chat-canary");
    for (ServerKind kind : ProcessDrills.policyServers()) {
      drill.server(kind).kill();
      drill.server(kind).start();
      drill.server(kind).awaitReady();
    }
    drill.awaitOutcome("200");
    for (DiskRole role : lastGood()) {
      drill.stack().disk(role).free();
    }
    moveChat(drill, "chat");
    drill.ended();
  }

  private static DiskRole[] lastGood() {
    return new DiskRole[] {
      DiskRole.CONTROLLER_STATE, DiskRole.EXTAUTHZ_LAST_GOOD, DiskRole.EXTPROC_LAST_GOOD
    };
  }

  static void moveChat(FaultContext drill, String backend) {
    GatewayClient client =
        new GatewayClient(drill.gateway())
            .withBearer(drill.stack().sluice().issuer().token("viewer"));
    new ChatBackendSwitch(drill.stack().database(), client).measureMove(backend);
  }

  private static void fillExchanges(FaultContext drill) {
    SmallDisk disk = drill.stack().disk(DiskRole.EXCHANGE_SPOOL);
    ManagedProcess server = drill.server(ServerKind.EXTPROC);
    drill.stack().database().kill();
    long before = drill.countInLog(server, FULL);
    disk.fill();
    ConditionWait.awaitTrue(
        "the records have no space",
        FaultContext.LIMIT,
        () -> drill.countInLog(server, FULL) > before);
    drill.hold(3);
    disk.free();
    drill.stack().database().start();
    drill.ended();
  }
}
