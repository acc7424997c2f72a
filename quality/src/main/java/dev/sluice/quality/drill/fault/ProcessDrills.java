package dev.sluice.quality.drill.fault;

import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.e2e.process.ServerKind;
import java.util.List;

/** The faults of processes: killed, stopped, ended and started again. */
final class ProcessDrills {
  private static final String NO_AUTHZ = "503 AUTHZ_UNAVAILABLE";
  private static final String NO_DLP = "503 DLP_UNAVAILABLE";

  private ProcessDrills() {}

  static void killExtAuthz(FaultContext drill) {
    kill(drill, drill.server(ServerKind.EXTAUTHZ), NO_AUTHZ);
  }

  static void killExtProc(FaultContext drill) {
    kill(drill, drill.server(ServerKind.EXTPROC), NO_DLP);
  }

  static void killController(FaultContext drill) {
    kill(drill, drill.server(ServerKind.CONTROLLER), "200");
  }

  static void killEnvoy(FaultContext drill) {
    drill.stack().envoy().kill();
    drill.awaitOutcome("cut");
    drill.hold(1);
    drill.stack().envoy().start();
    drill.ended();
    drill.stack().sluice().awaitGateway();
  }

  static void killDatabase(FaultContext drill) {
    drill.stack().database().kill();
    drill.awaitOutcome("200");
    drill.hold(2);
    drill.stack().database().start();
    drill.ended();
  }

  /** Kills everything at once, as a power cut does. */
  static void killAll(FaultContext drill) {
    for (ManagedProcess process : all(drill)) {
      process.kill();
    }
    drill.stack().database().kill();
    drill.awaitOutcome("cut");
    drill.stack().database().start();
    all(drill).forEach(ManagedProcess::start);
    drill.ended();
    all(drill).forEach(ManagedProcess::awaitReady);
  }

  /** Restarts both policy servers while the controller is away. */
  static void lastGoodStart(FaultContext drill) {
    drill.server(ServerKind.CONTROLLER).kill();
    for (ServerKind kind : policyServers()) {
      drill.server(kind).kill();
    }
    drill.awaitOutcome(NO_DLP);
    for (ServerKind kind : policyServers()) {
      drill.server(kind).start();
      drill.server(kind).awaitReady();
    }
    drill.awaitOutcome("200");
    drill.server(ServerKind.CONTROLLER).start();
    drill.ended();
    drill.server(ServerKind.CONTROLLER).awaitReady();
  }

  /** Kills both policy servers several times, each time as soon as it is ready. */
  static void killRepeatedly(FaultContext drill) {
    for (int i = 0; i < 3; i++) {
      for (ServerKind kind : policyServers()) {
        drill.server(kind).kill();
        drill.server(kind).start();
      }
      for (ServerKind kind : policyServers()) {
        drill.server(kind).awaitReady();
      }
    }
    drill.ended();
  }

  static void stopExtAuthz(FaultContext drill) {
    pause(drill, drill.server(ServerKind.EXTAUTHZ), NO_AUTHZ);
  }

  static void stopExtProc(FaultContext drill) {
    pause(drill, drill.server(ServerKind.EXTPROC), NO_DLP);
  }

  static void stopController(FaultContext drill) {
    pause(drill, drill.server(ServerKind.CONTROLLER), "200");
  }

  static void stopEnvoy(FaultContext drill) {
    drill.stack().envoy().signal("STOP");
    drill.hold(4);
    drill.stack().envoy().signal("CONT");
    drill.ended();
  }

  static void stopDatabase(FaultContext drill) {
    drill.stack().database().signal("STOP");
    drill.awaitOutcome("200");
    drill.hold(4);
    drill.stack().database().signal("CONT");
    drill.ended();
  }

  static void restartExtAuthz(FaultContext drill) {
    restart(drill, ServerKind.EXTAUTHZ);
  }

  static void restartExtProc(FaultContext drill) {
    restart(drill, ServerKind.EXTPROC);
  }

  static void restartController(FaultContext drill) {
    restart(drill, ServerKind.CONTROLLER);
  }

  static void restartEnvoy(FaultContext drill) {
    ManagedProcess envoy = drill.stack().envoy();
    envoy.signal("TERM");
    int _ = envoy.awaitExit(FaultContext.LIMIT);
    envoy.start();
    drill.ended();
    drill.stack().sluice().awaitGateway();
  }

  static List<ServerKind> policyServers() {
    return List.of(ServerKind.EXTAUTHZ, ServerKind.EXTPROC);
  }

  private static List<ManagedProcess> all(FaultContext drill) {
    return List.of(
        drill.stack().envoy(),
        drill.server(ServerKind.EXTAUTHZ),
        drill.server(ServerKind.EXTPROC),
        drill.server(ServerKind.CONTROLLER));
  }

  private static void kill(FaultContext drill, ManagedProcess process, String outcome) {
    process.kill();
    drill.awaitOutcome(outcome);
    drill.hold(1);
    process.start();
    drill.ended();
    process.awaitReady();
  }

  private static void pause(FaultContext drill, ManagedProcess process, String outcome) {
    process.signal("STOP");
    drill.awaitOutcome(outcome);
    drill.hold(3);
    process.signal("CONT");
    drill.ended();
  }

  private static void restart(FaultContext drill, ServerKind kind) {
    ManagedProcess process = drill.server(kind);
    process.signal("TERM");
    int code = process.awaitExit(FaultContext.LIMIT);
    if (code != 0) {
      throw new ProcessFailedException(process.name() + " ended with exit code " + code);
    }
    process.start();
    drill.ended();
    process.awaitReady();
  }
}
